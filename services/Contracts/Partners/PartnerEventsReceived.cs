namespace Contracts.Partners;

/// <summary>The events of one accepted webhook. An event counts once by (partner, source, event id).</summary>
public sealed record PartnerEventsReceived
{
    public required string Partner { get; init; }

    public required string WebhookId { get; init; }

    public required bool Sandbox { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required IReadOnlyList<PartnerEvent> Events { get; init; }
}

/// <summary>One CloudEvent, without its free-form data.</summary>
public sealed record PartnerEvent
{
    public required string EventId { get; init; }

    public required string Source { get; init; }

    /// <summary><c>banner.impression</c>, <c>banner.click</c>, <c>video.view</c>, <c>video.share</c>, <c>video.complete</c>, <c>trend.observed</c>, …</summary>
    public required string Type { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public Guid? CampaignId { get; init; }

    /// <summary>What the event is about: a hashtag, a video's id.</summary>
    public string? Subject { get; init; }

    /// <summary>How many of the thing this event stands for; 1 unless the platform aggregates.</summary>
    public required long Count { get; init; }
}
