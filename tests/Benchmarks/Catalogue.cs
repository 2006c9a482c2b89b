using Benchmarks.Idle;
using Benchmarks.Recall;
using Benchmarks.Starting;

namespace Benchmarks;

/// <summary>Every benchmark there is.</summary>
internal static class Catalogue
{
    private static readonly IBenchmark[] All = [new StartBenchmark(), new IdleBenchmark(), new RecallBenchmark()];

    /// <summary>All of them without a name; null when the name is unknown.</summary>
    public static IReadOnlyList<IBenchmark>? Choose(string[] args) => args switch
    {
        [] => All,
        [var name] when All.FirstOrDefault(benchmark => string.Equals(benchmark.Name, name, StringComparison.Ordinal)) is { } found => [found],
        _ => null,
    };

    public static string Explain(string[] args) => $"There is no benchmark '{string.Join(' ', args)}'; there are: {string.Join(", ", All.Select(benchmark => benchmark.Name))}.";
}
