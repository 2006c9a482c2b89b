namespace Contracts.Partners;

/// <summary>An outbound webhook was given up after its last attempt.</summary>
public sealed record DeliveryFailed
{
    public required Guid DeliveryId { get; init; }

    public required Guid SubscriptionId { get; init; }

    public required string Partner { get; init; }

    public required string EventType { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Why the last attempt failed, without the receiver's answer.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
