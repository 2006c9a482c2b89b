namespace Dashboard.Activity;

/// <summary>One line of what happened in the campaign, as told by a message.</summary>
internal sealed class ActivityEntry
{
    public required Guid Id { get; init; }

    /// <summary>Name of the message, such as <c>VideoPublished</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whom or what it is about: a campaign's name, a video's title.</summary>
    public required string Subject { get; init; }

    public string? Partner { get; init; }

    public bool Illustrative { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
