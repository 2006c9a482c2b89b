namespace Contracts.Content;

/// <summary>A published video can no longer be watched.</summary>
public sealed record VideoTakenDown
{
    public required Guid VideoId { get; init; }

    public required long Revision { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
