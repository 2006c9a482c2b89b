namespace Analytics.Data;

/// <summary>What partners reported of videos, by the day on which it happened by their account.</summary>
internal sealed class VideoDayRollup
{
    public required DateOnly Day { get; init; }

    /// <summary>All zeros when the event named no video by its id.</summary>
    public required Guid VideoId { get; init; }

    public required string Partner { get; init; }

    /// <summary><c>video.view</c>, <c>video.share</c> or <c>video.complete</c>.</summary>
    public required string EventType { get; init; }

    public required bool Sandbox { get; init; }

    public required long Count { get; init; }
}

/// <summary>Events of a partner that were new and arrived more than an hour after they had happened, by the day of arrival.</summary>
internal sealed class PartnerLateDay
{
    public required DateOnly Day { get; init; }

    public required string Partner { get; init; }

    public required long Count { get; init; }
}
