namespace Banners.Data;

/// <summary>A campaign as it was published; never changed afterwards.</summary>
internal sealed class CampaignVersion
{
    public required Guid CampaignId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who approved it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Who has written in it since the version before.</summary>
    public required string[] Writers { get; init; }

    /// <summary>The campaign's, when it was published.</summary>
    public required long Revision { get; init; }

    public required int Keywords { get; init; }

    public required int Banners { get; init; }

    /// <summary><see cref="LiveCampaign"/> as JSON.</summary>
    public required string Content { get; init; }
}
