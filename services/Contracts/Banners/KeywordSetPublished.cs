namespace Contracts.Banners;

/// <summary>The set of keywords that decisions are taken from was replaced as a whole.</summary>
public sealed record KeywordSetPublished
{
    public required long Revision { get; init; }

    public required int Campaigns { get; init; }

    public required int Keywords { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
