namespace Contracts.Banners;

/// <summary>A campaign went live, or went live again with a newer content.</summary>
public sealed record CampaignPublished
{
    public required Guid CampaignId { get; init; }

    /// <summary>Grows by one with each change of the campaign; a consumer ignores what is older than it has.</summary>
    public required long Revision { get; init; }

    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public required string Country { get; init; }

    /// <summary>Partner ids that may show this campaign; empty means every partner.</summary>
    public required IReadOnlyList<string> Partners { get; init; }

    public required IReadOnlyList<PublishedBanner> Banners { get; init; }

    public required IReadOnlyList<PublishedKeyword> Keywords { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

public sealed record PublishedBanner
{
    public required Guid BannerId { get; init; }

    /// <summary>BCP 47 language tag.</summary>
    public required string Locale { get; init; }

    public required string Title { get; init; }
}

public sealed record PublishedKeyword
{
    public required Guid KeywordId { get; init; }

    /// <summary>What the campaign's authors wrote, never what somebody searched.</summary>
    public required string Text { get; init; }
}
