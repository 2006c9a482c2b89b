namespace Contracts.Content;

/// <summary>A creator's upload arrived whole and is a playable video; it waits for approval.</summary>
public sealed record VideoUploaded
{
    public required Guid VideoId { get; init; }

    public required Guid CreatorId { get; init; }

    public required string CreatorName { get; init; }

    public required string Title { get; init; }

    public required TimeSpan Duration { get; init; }

    public required long Bytes { get; init; }

    public required bool SignLanguage { get; init; }

    /// <summary>The partner through which the creator uploaded; <c>sandbox</c> never reaches real numbers.</summary>
    public string? Partner { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
