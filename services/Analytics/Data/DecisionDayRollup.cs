namespace Analytics.Data;

/// <summary>Decisions by day (UTC), as replicas counted them in memory: best effort.</summary>
internal sealed class DecisionDayRollup
{
    public required DateOnly Day { get; init; }

    /// <summary>All zeros for searches that met no campaign.</summary>
    public required Guid CampaignId { get; init; }

    public required string Partner { get; init; }

    public required bool Verified { get; init; }

    public required long Count { get; init; }
}
