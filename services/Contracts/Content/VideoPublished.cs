namespace Contracts.Content;

/// <summary>A video was approved and can be watched.</summary>
public sealed record VideoPublished
{
    public required Guid VideoId { get; init; }

    public required long Revision { get; init; }

    public required Guid CreatorId { get; init; }

    public required string CreatorName { get; init; }

    public required string Title { get; init; }

    public required bool SignLanguage { get; init; }

    /// <summary>Slug of the discreet share page <c>/s/{slug}</c>, if the video has one.</summary>
    public string? ShareSlug { get; init; }

    public string? Partner { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
