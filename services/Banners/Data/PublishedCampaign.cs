namespace Banners.Data;

/// <summary>A live campaign as it was when it was published. The row goes when the campaign is paused.</summary>
internal sealed class PublishedCampaign
{
    public required Guid CampaignId { get; init; }

    /// <summary>The campaign's revision.</summary>
    public required long Revision { get; set; }

    /// <summary><see cref="Serving.LiveCampaign"/> as JSON.</summary>
    public required string Content { get; set; }
}

/// <summary>One row: grows with each change of what is live. Replicas read it every second.</summary>
internal sealed class PublishedRevision
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public long Revision { get; init; }
}

/// <summary>A process of this service, and which revision it decides from.</summary>
internal sealed class Replica
{
    public required Guid Id { get; init; }

    public required string Host { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it took that revision into use.</summary>
    public required DateTimeOffset ConfirmedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
}
