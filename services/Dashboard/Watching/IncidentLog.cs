using Dashboard.Live;

namespace Dashboard.Watching;

/// <summary>
/// The incidents in memory: the bar on every page reads it, and it works while PostgreSQL, which keeps them, is the one that is
/// down. <see cref="IncidentKeeper"/> writes what changed as soon as it can.
/// </summary>
internal sealed partial class IncidentLog(TimeProvider clock, DashboardMetrics metrics, ILogger<IncidentLog> logger) : ILiveSource
{
    private static readonly TimeSpan NotedFor = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Subject, IncidentKind Kind), Incident> _open = [];
    private readonly Dictionary<Guid, Incident> _unwritten = [];
    private readonly List<Incident> _noted = [];
    private readonly Dictionary<string, int> _restarts = new(StringComparer.Ordinal);

    public event EventHandler? Changed;

    public IReadOnlyList<Incident> Open
    {
        get
        {
            lock (_lock)
                return [.. _open.Values.Select(incident => incident.Copy()).OrderBy(incident => incident.StartedAt)];
        }
    }

    /// <summary>Restarts of the last minute: they are over, and somebody should still see them.</summary>
    public IReadOnlyList<Incident> JustNoted
    {
        get
        {
            var since = clock.GetUtcNow() - NotedFor;
            lock (_lock)
            {
                _noted.RemoveAll(incident => incident.StartedAt < since);
                return [.. _noted];
            }
        }
    }

    /// <summary>Restarts seen since the dashboard itself started.</summary>
    public int RestartsOf(string subject)
    {
        lock (_lock)
            return _restarts.GetValueOrDefault(subject);
    }

    /// <summary>Opens an incident; one that is open already only gets the newer detail.</summary>
    public void Raise(string subject, IncidentKind kind, string? detail)
    {
        lock (_lock)
        {
            detail = Cut(detail);
            if (_open.TryGetValue((subject, kind), out var open))
            {
                if (string.Equals(open.Detail, detail, StringComparison.Ordinal))
                    return;
                open.Detail = detail;
                _unwritten[open.Id] = open.Copy();
            }
            else
            {
                Add(subject, kind, detail, endedAt: null);
            }
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Writes down something that is over as soon as it is seen, such as a restart.</summary>
    public void Note(string subject, IncidentKind kind, string? detail)
    {
        lock (_lock)
        {
            Add(subject, kind, Cut(detail), clock.GetUtcNow());
            if (kind is IncidentKind.Restarted)
                _restarts[subject] = _restarts.GetValueOrDefault(subject) + 1;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Clear(string subject, params ReadOnlySpan<IncidentKind> kinds)
    {
        var cleared = false;
        lock (_lock)
        {
            foreach (var kind in kinds)
            {
                if (!_open.Remove((subject, kind), out var incident))
                    continue;
                incident.EndedAt = clock.GetUtcNow();
                _unwritten[incident.Id] = incident.Copy();
                Log.Cleared(logger, subject, kind, incident.EndedAt.Value - incident.StartedAt);
                cleared = true;
            }
        }

        if (cleared)
            Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes over what an earlier run of the dashboard left open; it ends when its subject is seen well.</summary>
    internal void Resume(IEnumerable<Incident> incidents)
    {
        lock (_lock)
        {
            foreach (var incident in incidents)
            {
                // This run noticed it too before the database could be read: the older one goes on, ended now.
                if (!_open.TryAdd((incident.Subject, incident.Kind), incident))
                {
                    incident.EndedAt = clock.GetUtcNow();
                    _unwritten[incident.Id] = incident.Copy();
                }
            }
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    internal IReadOnlyList<Incident> TakeUnwritten()
    {
        lock (_lock)
        {
            Incident[] taken = [.. _unwritten.Values];
            _unwritten.Clear();
            return taken;
        }
    }

    internal void GiveBack(IReadOnlyList<Incident> incidents)
    {
        lock (_lock)
        {
            foreach (var incident in incidents)
                _unwritten.TryAdd(incident.Id, incident);
        }
    }

    private void Add(string subject, IncidentKind kind, string? detail, DateTimeOffset? endedAt)
    {
        var now = clock.GetUtcNow();
        var incident = new Incident { Id = Guid.CreateVersion7(now), Subject = subject, Kind = kind, Detail = detail, StartedAt = now, EndedAt = endedAt };
        if (endedAt is null)
            _open.Add((subject, kind), incident);
        else
            _noted.Add(incident);
        _unwritten[incident.Id] = incident.Copy();
        metrics.Raised(subject, kind);
        Log.Raised(logger, subject, kind, detail);
    }

    private static string? Cut(string? detail) => detail is { Length: > 500 } ? detail[..500] : detail;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Incident: {Subject} {Kind}. {Detail}")]
        public static partial void Raised(ILogger logger, string subject, IncidentKind kind, string? detail);

        [LoggerMessage(2, LogLevel.Information, "Incident over: {Subject} {Kind} after {Duration}.")]
        public static partial void Cleared(ILogger logger, string subject, IncidentKind kind, TimeSpan duration);
    }
}
