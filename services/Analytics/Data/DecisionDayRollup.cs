namespace Analytics.Data;

/// <summary>Decisions by day (UTC), as replicas counted them in memory: best effort.</summary>
internal sealed class DecisionDayRollup : CampaignRollup
{
    public required DateOnly Day { get; init; }
}
