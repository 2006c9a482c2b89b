using System.Diagnostics;
using Benchmarks.Http;
using Benchmarks.Receipt;
using Benchmarks.Running;

namespace Benchmarks.Impressions;

/// <summary>One load of fresh impressions, until all of them are counted.</summary>
/// <param name="Load">What wrk measured.</param>
/// <param name="Deepest">Messages that waited for Analytics at most.</param>
/// <param name="Drained">From the end of the load to the last of them.</param>
internal sealed record LoadStep(Load Load, long Deepest, TimeSpan Drained)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static int Seconds => Length.IsLong ? 60 : 10;

    /// <summary>Each connection waits between its requests, so that all of them together ask as often as wanted.</summary>
    public static Load.Shape At(Load highest, int share) => share == 100
        ? new(ImpressionsBenchmark.Connections)
        : new(ImpressionsBenchmark.Connections, Pause: (int)Math.Max(1, (ImpressionsBenchmark.Connections / (highest.PerSecond * share / 100) * 1000) - (highest.P50 * share / 100)));

    public static async Task<LoadStep> RunAsync(EventFlow flow, Load.Shape shape, int seconds, double perSecond, CancellationToken cancellationToken)
    {
        var paths = await flow.Tokens.WriteAsync(flow.Folder, (int)(perSecond * seconds * 1.2), cancellationToken);
        var ended = await flow.EndedAsync(cancellationToken);
        var load = Load.RunAsync(flow.Banners!, "/", Repository.In(ImpressionsBenchmark.Script), paths, seconds, shape, cancellationToken);
        long deepest = 0;
        using var timer = new PeriodicTimer(Look);
        while (!load.IsCompleted)
        {
            deepest = Math.Max(deepest, await flow.QueueDepthAsync(cancellationToken));
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var result = await load;
        var began = Stopwatch.GetTimestamp();
        await flow.DrainAsync(ended + result.Requests - result.Refused, cancellationToken);
        return new(result, deepest, Stopwatch.GetElapsedTime(began));
    }
}
