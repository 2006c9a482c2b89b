using Spectre.Console;

namespace Benchmarks;

/// <summary>Something measured beside its limit in the same run.</summary>
internal interface IBenchmark
{
    string Name { get; }

    Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken);
}

/// <summary>One line of <c>artifacts/bench.json</c>.</summary>
/// <param name="Name">As given to <c>./campaign bench</c>.</param>
/// <param name="Ours">What this system needs or does.</param>
/// <param name="Limit">What it is measured beside, in the same unit and the same run.</param>
/// <param name="Unit">Of both.</param>
/// <param name="Ratio">Ours / limit.</param>
/// <param name="Goal">In words.</param>
/// <param name="Met">Whether the goal was reached in this run.</param>
internal sealed record BenchmarkRow(string Name, double Ours, double Limit, string Unit, double Ratio, string Goal, bool Met)
{
    public static BenchmarkRow Of(string name, double ours, double limit, string unit, string goal, bool met) =>
        new(name, Math.Round(ours, 3), Math.Round(limit, 3), unit, Math.Round(ours / limit, 3), goal, met);
}
