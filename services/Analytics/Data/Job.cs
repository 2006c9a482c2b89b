namespace Analytics.Data;

/// <summary>Work that somebody asked for and that takes longer than a request. One runs at a time, on whichever replica takes it.</summary>
internal sealed class Job
{
    public const string Rebuild = "rebuild";
    public const string Erase = "erase";

    public required Guid Id { get; init; }

    /// <summary><see cref="Rebuild"/> or <see cref="Erase"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>First day of a rebuild.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of a rebuild.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whose data an erasure takes; empty when it is done, because then nothing here names the partner any more.</summary>
    public string Partner { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Days that there are to do; null until it has started.</summary>
    public int? Days { get; init; }

    public int DoneDays { get; init; }

    /// <summary>The last day that is done; a job that was interrupted goes on after it.</summary>
    public DateOnly? DoneThrough { get; init; }

    /// <summary>Rollup cells that a rebuild found wrong, or rows that an erasure deleted.</summary>
    public long Changed { get; init; }

    /// <summary>Why it ended without doing all; null when it did.</summary>
    public string? Failure { get; init; }
}
