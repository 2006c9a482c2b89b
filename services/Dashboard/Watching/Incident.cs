namespace Dashboard.Watching;

/// <summary>What went wrong. The names are stored and are tags of the metric.</summary>
internal enum IncidentKind
{
    /// <summary>Does not answer.</summary>
    Down,

    /// <summary>Answers that it cannot do its work.</summary>
    Unhealthy,

    /// <summary>Works, but not with everything it needs.</summary>
    Degraded,

    /// <summary>The process is another one than before.</summary>
    Restarted,

    /// <summary>Events were flowing and stopped.</summary>
    Stale,

    /// <summary>Messages lie in an error queue.</summary>
    Parked,

    /// <summary>Messages or events wait too long to leave the service.</summary>
    Backlog,
}

/// <summary>Something that somebody must know about; open until it is over.</summary>
internal sealed class Incident
{
    public required Guid Id { get; init; }

    /// <summary>A service's name, <c>postgresql</c>, <c>rabbitmq</c>, <c>ingestion</c> or a queue.</summary>
    public required string Subject { get; init; }

    public required IncidentKind Kind { get; init; }

    /// <summary>The technical reason, as the service or the driver said it.</summary>
    public string? Detail { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool IsOpen => EndedAt is null;

    public Incident Copy() => (Incident)MemberwiseClone();
}

/// <summary>What was last seen of a watched process, kept so that a restart while the dashboard was away is noticed too.</summary>
internal sealed class WatchMark
{
    public required string Subject { get; init; }

    public required string Instance { get; set; }

    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>Set when the dashboard was stopped in order; empty after a crash.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}
