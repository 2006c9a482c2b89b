namespace Analytics.Data;

/// <summary>A campaign as its publisher last described it. Events of a campaign that is not here are counted all the same.</summary>
internal sealed class Campaign
{
    public required Guid Id { get; init; }

    public required long Revision { get; init; }

    public required string Name { get; init; }

    public required string Country { get; init; }

    public required bool Paused { get; init; }
}

internal sealed class CampaignBanner
{
    public required Guid Id { get; init; }

    public required Guid CampaignId { get; init; }

    public required string Locale { get; init; }

    public required string Title { get; init; }
}

internal sealed class CampaignKeyword
{
    public required Guid Id { get; init; }

    public required Guid CampaignId { get; init; }

    public required string Text { get; init; }
}

/// <summary>A creator's video. What is not known yet (messages arrive in any order) is null.</summary>
internal sealed class Video
{
    public required Guid Id { get; init; }

    /// <summary>Of the last publication or takedown that was applied; 0 when only the upload is known.</summary>
    public required long Revision { get; init; }

    public Guid? CreatorId { get; init; }

    public string? CreatorName { get; init; }

    public string? Title { get; init; }

    public bool? SignLanguage { get; init; }

    public string? ShareSlug { get; init; }

    /// <summary>The partner through which it came; null for our own uploads.</summary>
    public string? Partner { get; init; }

    public double? Seconds { get; init; }

    public long? Bytes { get; init; }

    public DateTimeOffset? UploadedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? TakenDownAt { get; init; }
}

/// <summary>One tap on a helpline's number on one of our own pages.</summary>
internal sealed class HelplineTap
{
    public required Guid TapId { get; init; }

    public required string Number { get; init; }

    public required string Page { get; init; }

    public required string Locale { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
