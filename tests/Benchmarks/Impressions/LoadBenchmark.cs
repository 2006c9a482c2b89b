using System.Globalization;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Spectre.Console;
using Testing;

namespace Benchmarks.Impressions;

/// <summary>
/// Latency and queue depth at four shares of the highest load, the same without a broker at half of it, and whether memory stays flat. With
/// <c>--long</c> a minute each, five minutes without a broker and ten minutes for the memory. <c>outage</c> and <c>memory</c> are its last two parts alone.
/// </summary>
internal sealed class LoadBenchmark(string name, LoadBenchmark.Part parts) : IBenchmark
{
    private static readonly int[] Shares = [25, 50, 75, 100];

    [Flags]
    internal enum Part
    {
        Shares = 1,
        Outage = 2,
        Memory = 4,
        All = Shares | Outage | Memory,
    }

    public string Name => name;

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        Busy.Say(console, Name);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        await using var flow = await EventFlow.StartAsync(servers, banners: true, cancellationToken);
        await LoadStep.RunAsync(flow, new(ImpressionsBenchmark.Connections), 8, 20_000, cancellationToken);
        var highest = (await LoadStep.RunAsync(flow, new(ImpressionsBenchmark.Connections), LoadStep.Seconds, 20_000, cancellationToken)).Load;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  highest load {highest.PerSecond:0} impressions/s with {ImpressionsBenchmark.Connections} connections"));
        var rows = new List<BenchmarkRow>();
        if (parts.HasFlag(Part.Shares))
        {
            console.WriteLine("  load    impressions/s   p50 ms   p99 ms   messages waiting at most   empty after");
            foreach (var share in Shares)
            {
                var step = await LoadStep.RunAsync(flow, LoadStep.At(highest, share), LoadStep.Seconds, highest.PerSecond * share / 100, cancellationToken);
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {share,3} %   {step.Load.PerSecond,13:0}   {step.Load.P50,6:0.0}   {step.Load.P99,6:0.0}   {step.Deepest,24}   {step.Drained.TotalSeconds,9:0.0} s"));
                rows.Add(BenchmarkRow.Of($"load-{share}", step.Load.P99, Outage.MostMilliseconds, "ms p99", "shown", met: true));
            }
        }

        if (parts.HasFlag(Part.Outage))
            rows.AddRange(await Outage.MeasureAsync(console, flow, highest, cancellationToken));
        if (parts.HasFlag(Part.Memory))
            rows.Add(await MemoryUnderLoad.MeasureAsync(console, flow, highest, cancellationToken));
        return rows;
    }
}
