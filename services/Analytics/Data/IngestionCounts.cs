namespace Analytics.Data;

/// <summary>How the events that arrived on a day ended, by source and partner.</summary>
internal sealed class IngestionOutcome
{
    /// <summary>The day of arrival (UTC).</summary>
    public required DateOnly Day { get; init; }

    /// <summary><c>banner</c> or <c>partner</c>.</summary>
    public required string Source { get; init; }

    public required string Partner { get; init; }

    /// <summary><c>stored</c>, or the name of a <c>DropReason</c>.</summary>
    public required string Outcome { get; init; }

    public required long Count { get; init; }
}

/// <summary>When the last event of a source was received.</summary>
internal sealed class IngestionState
{
    public required string Source { get; init; }

    public required DateTimeOffset LastEventAt { get; init; }
}
