using System.Diagnostics;

namespace Benchmarks.Matching;

/// <summary>How long one search takes, and what it allocates.</summary>
/// <param name="Microseconds">The median of the rounds.</param>
/// <param name="Bytes">Per search, of the thread that searches.</param>
internal sealed record Pace(double Microseconds, double Bytes)
{
    private const int Rounds = 9;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    public static Pace Of(IReadOnlyList<string> searches, Action<string> search)
    {
        Run(searches, search, WarmUp);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Run(searches, search, Round)).ToList();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        // The list of rounds itself is a few hundred bytes, which no search of ours may hide behind.
        return new Pace(rounds.Select(round => round.Microseconds).Order().ElementAt(Rounds / 2), Math.Max(0, bytes - OwnBytes) / (double)rounds.Sum(round => round.Searches));
    }

    private const int OwnBytes = 4096;

    private static (double Microseconds, long Searches) Run(IReadOnlyList<string> searches, Action<string> search, TimeSpan atLeast)
    {
        var (started, done) = (Stopwatch.GetTimestamp(), 0L);
        do
        {
            for (var i = 0; i < searches.Count; i++)
                search(searches[i]);
            done += searches.Count;
        }
        while (Stopwatch.GetElapsedTime(started) < atLeast);
        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds / done, done);
    }
}
