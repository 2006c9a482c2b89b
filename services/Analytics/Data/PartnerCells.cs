namespace Analytics.Data;

/// <summary>A day that is final for partners: what they are shown of it never changes again.</summary>
internal sealed class ClosedDay
{
    public required DateOnly Day { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>
/// What a partner is shown of one day, campaign, banner and event type: a whole number of tens, from 10 up. A cell that is not here is
/// shown as <c>&lt;10</c>; the exact figure is not kept here, so that nothing can show it by mistake.
/// </summary>
internal sealed class PartnerCell
{
    public required DateOnly Day { get; init; }

    public required string Partner { get; init; }

    public required Guid CampaignId { get; init; }

    public required Guid BannerId { get; init; }

    public required string EventType { get; init; }

    public required long Shown { get; init; }
}
