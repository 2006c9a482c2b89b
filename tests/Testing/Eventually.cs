using System.Diagnostics;

namespace Testing;

/// <summary>Waits for what another process or thread will do soon.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the answer satisfies; fails with the last answer after 30 s.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Step);
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new TimeoutException($"Not so after {Limit.TotalSeconds} s; the last answer was: {answer}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public static Task IsTrueAsync(Func<Task<bool>> ask, CancellationToken cancellationToken = default) =>
        GetAsync(ask, answer => answer, cancellationToken);

    public static Task IsTrueAsync(Func<bool> ask, CancellationToken cancellationToken = default) =>
        GetAsync(() => Task.FromResult(ask()), answer => answer, cancellationToken);
}
