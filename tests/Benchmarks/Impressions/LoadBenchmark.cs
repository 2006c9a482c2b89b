using System.Globalization;
using Benchmarks.Http;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Spectre.Console;
using Testing;

namespace Benchmarks.Impressions;

/// <summary>
/// Latency and queue depth at four shares of the highest load, the same without a broker at half of it, and whether memory stays flat. With
/// <c>--long</c> a minute each, five minutes without a broker and ten minutes for the memory.
/// </summary>
internal sealed class LoadBenchmark : IBenchmark
{
    private const double MostMilliseconds = 100;
    private const double MostGrowth = 1.1;
    private const int SliceSeconds = 30; // fresh tokens each, so that events are new and the file stays small
    private static readonly int[] Shares = [25, 50, 75, 100];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public string Name => "load";

    private static int StepSeconds => Length.IsLong ? 60 : 10;

    private static int OutageSeconds => Length.IsLong ? 300 : 15;

    private static int MemorySeconds => Length.IsLong ? 600 : 60;

    private sealed record Step(Load Load, long Deepest, TimeSpan Drained);

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        Busy.Say(console, Name);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        await using var flow = await EventFlow.StartAsync(servers, banners: true, cancellationToken);
        await StepAsync(flow, new(ImpressionsBenchmark.Connections), 8, 20_000, cancellationToken);
        var highest = (await StepAsync(flow, new(ImpressionsBenchmark.Connections), StepSeconds, 20_000, cancellationToken)).Load;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  highest load {highest.PerSecond:0} impressions/s with {ImpressionsBenchmark.Connections} connections"));
        console.WriteLine("  load    impressions/s   p50 ms   p99 ms   messages waiting at most   empty after");
        var rows = new List<BenchmarkRow>();
        foreach (var share in Shares)
        {
            var step = await StepAsync(flow, At(highest, share), StepSeconds, highest.PerSecond * share / 100, cancellationToken);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {share,3} %   {step.Load.PerSecond,13:0}   {step.Load.P50,6:0.0}   {step.Load.P99,6:0.0}   {step.Deepest,24}   {step.Drained.TotalSeconds,9:0.0} s"));
            rows.Add(BenchmarkRow.Of($"load-{share}", step.Load.P99, MostMilliseconds, "ms p99", "shown", met: true));
        }

        rows.AddRange(await OutageAsync(console, flow, highest, cancellationToken));
        rows.Add(await MemoryAsync(console, flow, highest, cancellationToken));
        return rows;
    }

    /// <summary>Each connection waits between its requests, so that all of them together ask as often as wanted.</summary>
    private static Load.Shape At(Load highest, int share) => share == 100
        ? new(ImpressionsBenchmark.Connections)
        : new(ImpressionsBenchmark.Connections, Pause: (int)Math.Max(1, (ImpressionsBenchmark.Connections / (highest.PerSecond * share / 100) * 1000) - (highest.P50 * share / 100)));

    private static async Task<Step> StepAsync(EventFlow flow, Load.Shape shape, int seconds, double perSecond, CancellationToken cancellationToken)
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
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await flow.DrainAsync(ended + result.Requests - result.Refused, cancellationToken);
        return new(result, deepest, System.Diagnostics.Stopwatch.GetElapsedTime(began));
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> OutageAsync(IAnsiConsole console, EventFlow flow, Load highest, CancellationToken cancellationToken)
    {
        if (TestServers.AreGiven)
        {
            console.WriteLine("  without a broker: left out, RabbitMQ is somebody else's here");
            return [];
        }

        var shape = At(highest, 50) with { MayRefuse = true };
        var ended = await flow.EndedAsync(cancellationToken);
        var paths = await flow.Tokens.WriteAsync(flow.Folder, (int)(highest.PerSecond * 0.5 * OutageSeconds * 1.2), cancellationToken);
        var down = await flow.WithoutBrokerAsync(() => Load.RunAsync(flow.Banners!, "/", Repository.In(ImpressionsBenchmark.Script), paths, OutageSeconds, shape, cancellationToken));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        paths = await flow.Tokens.WriteAsync(flow.Folder, (int)(highest.PerSecond * 0.5 * StepSeconds * 1.2), cancellationToken);
        var after = await Load.RunAsync(flow.Banners!, "/", Repository.In(ImpressionsBenchmark.Script), paths, StepSeconds, shape, cancellationToken);
        await flow.DrainAsync(ended + down.Requests - down.Refused + after.Requests - after.Refused, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  broker stopped for {OutageSeconds} s at 50 %: {down.PerSecond:0}/s, p50 {down.P50:0.0} ms, p99 {down.P99:0.0} ms, {down.Refused} refused of {down.Requests}; new events while it drains: {after.PerSecond:0}/s, p99 {after.P99:0.0} ms, {after.Refused} refused; all counted {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0} s after its return"));
        return
        [
            BenchmarkRow.Of("load-no-broker-p99", down.P99, MostMilliseconds, "ms", "≤ 1", down.P99 <= MostMilliseconds),
            BenchmarkRow.Of("load-no-broker-refused", down.Refused, down.Requests, "requests", "0", down.Refused == 0),
            BenchmarkRow.Of("load-drain-p99", after.P99, MostMilliseconds, "ms", "≤ 1", after.P99 <= MostMilliseconds),
        ];
    }

    private static async Task<BenchmarkRow> MemoryAsync(IAnsiConsole console, EventFlow flow, Load highest, CancellationToken cancellationToken)
    {
        var samples = new List<IReadOnlyDictionary<string, (double CpuSeconds, double Mebibytes)>>();
        for (var seconds = 0; seconds < MemorySeconds; seconds += SliceSeconds)
        {
            await StepAsync(flow, At(highest, 50), SliceSeconds, highest.PerSecond * 0.5, cancellationToken);
            samples.Add(flow.Processes());
        }

        // The first fifth fills caches and pools.
        var first = samples[samples.Count / 5];
        var last = samples[^1];
        console.WriteLine($"  memory (PSS) at 50 %, after {(samples.Count / 5 + 1) * SliceSeconds} s and after {samples.Count * SliceSeconds} s of load:");
        foreach (var name in first.Keys.Order(StringComparer.Ordinal))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {first[name].Mebibytes,7:0.0} MiB   {last[name].Mebibytes,7:0.0} MiB"));
        var (before, after) = (first.Values.Sum(process => process.Mebibytes), last.Values.Sum(process => process.Mebibytes));
        return Length.IsLong
            ? BenchmarkRow.Of("load-memory", after, before, "MiB PSS", "≤ 1.1", after <= before * MostGrowth)
            : BenchmarkRow.Of("load-memory", after, before, "MiB PSS", "shown; ≤ 1.1 with --long", met: true);
    }
}
