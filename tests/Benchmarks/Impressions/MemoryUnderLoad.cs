using System.Globalization;
using Benchmarks.Http;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Spectre.Console;

namespace Benchmarks.Impressions;

/// <summary>Whether memory stays flat at half of the highest load.</summary>
internal static class MemoryUnderLoad
{
    private const double MostGrowth = 1.1;
    private const int SliceSeconds = 30; // fresh tokens each, so that events are new and the file stays small

    private static int Seconds => Length.IsLong ? 600 : 60;

    public static async Task<BenchmarkRow> MeasureAsync(IAnsiConsole console, EventFlow flow, Load highest, CancellationToken cancellationToken)
    {
        var samples = new List<IReadOnlyDictionary<string, (double CpuSeconds, double Mebibytes)>>();
        for (var seconds = 0; seconds < Seconds; seconds += SliceSeconds)
        {
            await LoadStep.RunAsync(flow, LoadStep.At(highest, 50), SliceSeconds, highest.PerSecond * 0.5, cancellationToken);
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
