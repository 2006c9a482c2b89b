using Aspire.Hosting.ApplicationModel;

namespace AppHost.Restarts;

/// <summary>
/// Decides for one resource, from the states it passes through, whether and when it is started again: a crash after 1 s, then 2 s, 4 s … 30 s,
/// from 1 s again once it was healthy for ten seconds. A crash does not pass through Stopping; what somebody stopped does, and stays stopped.
/// </summary>
public sealed class RestartPolicy(TimeProvider clock)
{
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan HealthyLongEnough = TimeSpan.FromSeconds(10);

    private bool _stoppedByHand;
    private bool _ended;
    private long? _healthySince;

    /// <summary>Crashes since it was last healthy for long enough.</summary>
    public int Crashes { get; private set; }

    public bool WasEverHealthy { get; private set; }

    /// <summary>Takes note of a state; a result means: start it again after this time.</summary>
    public TimeSpan? Observe(string? state, bool healthy)
    {
        if (state is null)
            return null;
        if (KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal))
            return _ended ? null : End();
        _ended = false;
        if (Is(state, KnownResourceStates.Stopping))
            _stoppedByHand = true;
        else if (Is(state, KnownResourceStates.Starting) || Is(state, KnownResourceStates.Running) || Is(state, KnownResourceStates.Waiting))
            _stoppedByHand = false;
        NoteHealth(healthy && Is(state, KnownResourceStates.Running));
        return null;
    }

    private TimeSpan? End()
    {
        _ended = true;
        NoteHealth(healthy: false);
        if (_stoppedByHand)
            return null;
        var delay = FirstDelay * Math.Pow(2, Math.Min(Crashes, 10));
        Crashes++;
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private void NoteHealth(bool healthy)
    {
        if (healthy)
        {
            WasEverHealthy = true;
            _healthySince ??= clock.GetTimestamp();
            return;
        }

        if (_healthySince is { } since && clock.GetElapsedTime(since) >= HealthyLongEnough)
            Crashes = 0;
        _healthySince = null;
    }

    private static bool Is(string state, string known) => string.Equals(state, known, StringComparison.Ordinal);
}
