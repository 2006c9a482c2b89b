namespace Partners.Outbound;

/// <summary>When a failed delivery is tried again: schedule, chance and the receiver's own wish.</summary>
internal static class RetryPlan
{
    /// <param name="failures">Failed attempts so far, this one included.</param>
    /// <param name="retryAfter">What the receiver asked for.</param>
    /// <param name="options">Schedule, jitter, and the longest wait that a receiver can ask for.</param>
    /// <param name="random">Chance.</param>
    /// <returns>Null when no attempt is left.</returns>
    public static TimeSpan? NextWait(int failures, TimeSpan? retryAfter, WebhookOptions options, Random random)
    {
        var waits = options.Waits;
        if (failures > waits.Count)
            return null;
        var wait = waits[failures - 1] * (1 + options.Jitter * (2 * random.NextDouble() - 1));
        var asked = retryAfter > options.LongestRetryAfter ? options.LongestRetryAfter : retryAfter;
        return asked > wait ? asked : wait;
    }
}
