using Benchmarks.Decisions;
using Benchmarks.Idle;
using Benchmarks.Impressions;
using Benchmarks.Ingest;
using Benchmarks.Matching;
using Benchmarks.Recall;
using Benchmarks.Recall.Counting;
using Benchmarks.Reports;
using Benchmarks.Starting;

namespace Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    private static readonly IBenchmark[] All =
    [
        new StartBenchmark(), new IdleBenchmark(), new RecallBenchmark(), new MatchingBenchmark(), new DecisionsBenchmark(), new ReloadBenchmark(),
        new ImpressionsBenchmark(), new LoadBenchmark("load", LoadBenchmark.Part.All), new IngestBenchmark(), new ReportsBenchmark(),
    ];

    /// <summary>Parts of others, for quick turns.</summary>
    private static readonly IBenchmark[] Parts = [new LoadBenchmark("outage", LoadBenchmark.Part.Outage), new LoadBenchmark("memory", LoadBenchmark.Part.Memory)];

    /// <summary>Those that are named, in that order; all of them without a name; null when a name is unknown.</summary>
    public static IReadOnlyList<IBenchmark>? Choose(string[] names)
    {
        var chosen = names.Select(name => Array.Find([.. All, .. Parts], benchmark => string.Equals(benchmark.Name, name, StringComparison.Ordinal))).OfType<IBenchmark>().ToList();
        return names.Length == 0 ? All : chosen.Count == names.Length ? chosen : null;
    }

    public static string Explain(string[] args) => $"There is no benchmark '{string.Join(' ', args)}'; there are: {string.Join(", ", All.Concat(Parts).Select(benchmark => benchmark.Name))}; {PointCounter.Command} counts the points of the distress campaigns anew.";
}
