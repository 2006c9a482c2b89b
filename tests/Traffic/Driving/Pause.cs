namespace Traffic.Driving;

/// <summary>The time a person reads, and the time between two attempts.</summary>
internal static class Pause
{
    /// <summary>A timer takes no shorter period.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static async Task ForAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (time < Shortest)
            return;
        using var timer = new PeriodicTimer(time, clock);
        await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Half to one and a half of the given time.</summary>
    public static TimeSpan About(TimeSpan time, Random random) => time * (0.5 + random.NextDouble());
}
