namespace Contracts.Banners;

/// <summary>How many searches a replica decided in a minute. Best effort: counted in memory, and what a sudden end takes with it is not known.</summary>
public sealed record DecisionsCounted
{
    /// <summary>The replica that counted.</summary>
    public required Guid ReplicaId { get; init; }

    /// <summary>The start of the minute (UTC) in which they were counted.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required IReadOnlyList<DecisionCount> Counts { get; init; }
}

public sealed record DecisionCount
{
    public required string Partner { get; init; }

    /// <summary>The campaign whose banner was given; null for searches that met none.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>The decision came with the partner's key.</summary>
    public required bool Verified { get; init; }

    public required long Count { get; init; }
}
