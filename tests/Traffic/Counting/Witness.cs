using System.Collections.Concurrent;
using Traffic.Driving;

namespace Traffic.Counting;

/// <summary>
/// Keeps every event of a run by its identity, and every attempt by its time, for proofs that need more than sums. Grows with the run, about
/// 200 bytes an event, so the demo goes without.
/// </summary>
public sealed class Witness(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, bool> _events = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Attempt> _attempts = [];
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Since the witness was made.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>Identities of all events that were sent, and whether one of the attempts was acknowledged; what was not may be counted or not.</summary>
    public IReadOnlyDictionary<string, bool> Events => _events;

    public IReadOnlyCollection<Attempt> Attempts => _attempts;

    /// <summary>How an event of a banner is named here.</summary>
    public static string Banner(Guid decision, string type) => $"{decision}/{type}";

    /// <summary>How a partner's event is named here.</summary>
    public static string Partner(string partner, string source, string id) => $"{partner} {source} {id}";

    internal void Sent(IReadOnlyList<string> events)
    {
        foreach (var name in events)
            _events.TryAdd(name, value: false);
    }

    internal void Acknowledged(IReadOnlyList<string> events)
    {
        foreach (var name in events)
            _events[name] = true;
    }

    /// <param name="kind">What was sent.</param>
    /// <param name="since">The clock's timestamp before the attempt.</param>
    /// <param name="status">Null when no answer came.</param>
    internal void Attempted(Kind kind, long since, int? status) => _attempts.Enqueue(new(kind, clock.GetElapsedTime(_started, since), clock.GetElapsedTime(since), status));
}

/// <param name="Kind">What was sent.</param>
/// <param name="At">When, since the witness was made.</param>
/// <param name="Took">Until the answer or its absence.</param>
/// <param name="Status">Null when no answer came.</param>
public sealed record Attempt(Kind Kind, TimeSpan At, TimeSpan Took, int? Status)
{
    /// <summary>2xx, and for a click 303: 302 lands, and says that it was not counted.</summary>
    public bool IsPositive => Status is >= 200 and < 300 || (Kind is Kind.Click && Status is 303);
}
