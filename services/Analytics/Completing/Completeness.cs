namespace Analytics.Completing;

/// <summary>Until when the figures are complete, and what keeps that from moving on.</summary>
/// <param name="Until">Everything that was acknowledged before is counted; null when that is not known yet.</param>
/// <param name="Reason"><c>known</c>, or what was in the way at the last look: <see cref="Reasons"/>.</param>
internal sealed record CompleteUntil(DateTimeOffset? Until, string Reason);

internal static class Reasons
{
    public const string Known = "known";
    public const string Starting = "starting";

    /// <summary>What was taken from the queues is not in the store yet.</summary>
    public const string Storing = "storing";

    public const string BrokerAway = "broker-away";

    /// <summary>A service does not say what waits in its outbox.</summary>
    public static string Silent(string service) => $"no-answer:{service}";

    /// <summary>Messages wait in a service's outbox.</summary>
    public static string Waiting(string service) => $"waiting:{service}";

    /// <summary>Messages wait in a queue of ours.</summary>
    public static string Queue(string queue) => $"queue:{queue}";
}

/// <summary>What this replica knows of it. The time only grows: what is counted stays counted.</summary>
internal sealed class Completeness
{
    private volatile CompleteUntil _now = new(null, Reasons.Starting);

    public CompleteUntil Now => _now;

    public void Reached(DateTimeOffset until) => _now = _now with { Until = _now.Until is { } before && before > until ? before : until };

    public void Because(string reason) => _now = _now with { Reason = reason };
}
