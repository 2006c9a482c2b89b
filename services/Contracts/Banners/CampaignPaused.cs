namespace Contracts.Banners;

/// <summary>A campaign was stopped: no decision names it any more.</summary>
public sealed record CampaignPaused
{
    public required Guid CampaignId { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
