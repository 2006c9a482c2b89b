using System.Collections.Concurrent;
using Dashboard.Live;

namespace Dashboard.Watching;

internal enum Standing
{
    Awaited,
    Healthy,
    Degraded,
    Unhealthy,
    Down,
}

/// <summary>How a service or server stood at the last look.</summary>
internal sealed record SubjectState(string Subject, Standing Standing, IReadOnlyList<string> Reasons, DateTimeOffset? StartedAt, string? Version, DateTimeOffset SeenAt);

/// <summary>A queue at the last look; <c>Parked</c> is the depth of its error queue.</summary>
internal sealed record QueueState(string Queue, long Ready, long Consumers, long Parked);

/// <summary>The last look at everything, for the System page.</summary>
internal sealed class SystemBoard : ILiveSource
{
    private readonly ConcurrentDictionary<string, SubjectState> _subjects = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<QueueState> _queues = [];

    public event EventHandler? Changed;

    public IReadOnlyList<QueueState> Queues => _queues;

    public SubjectState? Of(string subject) => _subjects.GetValueOrDefault(subject);

    public void Set(SubjectState state)
    {
        var before = _subjects.GetValueOrDefault(state.Subject);
        _subjects[state.Subject] = state;
        // The time of the look alone is no news.
        if (before is null || before.Standing != state.Standing || before.StartedAt != state.StartedAt || !before.Reasons.SequenceEqual(state.Reasons, StringComparer.Ordinal))
            Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Set(IReadOnlyList<QueueState> queues)
    {
        var news = !queues.SequenceEqual(_queues);
        _queues = queues;
        if (news)
            Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>Names of what is watched beside the services.</summary>
internal static class Subjects
{
    public const string Postgres = "postgresql";
    public const string Broker = "rabbitmq";
    public const string Ingestion = "ingestion";
    public const string Dashboard = "dashboard";
}
