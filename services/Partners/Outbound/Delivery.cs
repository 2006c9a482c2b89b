using Partners.Subscriptions;

namespace Partners.Outbound;

internal enum DeliveryStatus
{
    Pending,
    Delivered,
    Failed,
}

/// <summary>One event on its way to one subscription. (subscription, source message) is its natural key, so an event that is heard twice is sent once.</summary>
internal sealed class Delivery
{
    /// <summary>Also the webhook-id, the same on every attempt.</summary>
    public required Guid Id { get; init; }

    public required Guid SubscriptionId { get; init; }

    public Subscription? Subscription { get; private set; }

    public required Guid SourceMessageId { get; init; }

    public required string EventType { get; init; }

    /// <summary>The CloudEvent, byte for byte the same on every attempt.</summary>
    public required string Body { get; init; }

    /// <summary>W3C traceparent of what caused the event.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DeliveryStatus Status { get; private set; }

    /// <summary>All attempts, over replays too.</summary>
    public int Attempts { get; private set; }

    /// <summary>Failed attempts since the start or the last replay: the place in the schedule.</summary>
    public int Failures { get; private set; }

    /// <summary>Not sent before this time. While an attempt is under way it is the end of the lease, after which another replica may try.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Who claimed the present attempt.</summary>
    public Guid? Lease { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public DeliveryResult? LastResult { get; private set; }

    public List<DeliveryAttempt> AttemptRows { get; private set; } = [];
}

internal sealed class DeliveryAttempt
{
    public required Guid DeliveryId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int DurationMs { get; init; }

    public required DeliveryResult Result { get; init; }

    public int? StatusCode { get; init; }
}
