namespace Contracts.Partners;

/// <summary>A subscription gets nothing any more: its receiver answered 410, or failed for too long.</summary>
public sealed record SubscriptionDisabled
{
    public required Guid SubscriptionId { get; init; }

    public required string Partner { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
