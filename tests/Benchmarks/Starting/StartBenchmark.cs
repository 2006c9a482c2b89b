using System.Diagnostics;
using Benchmarks.Running;
using Spectre.Console;

namespace Benchmarks.Starting;

/// <summary>From nothing to all healthy, with data and builds of before, beside the same house with empty services.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    private const double MostRatio = 1.5;
    private const double MostSeconds = 30;

    public string Name => "start";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        using var our = new OurHouse();
        using var empty = new EmptyHouse();
        console.WriteLine("start: a first start of each makes the data …");
        await TimeAsync(our.Start, our.ServicePorts, cancellationToken);
        await TimeAsync(empty.Start, empty.ServicePorts, cancellationToken);
        console.WriteLine("start: measuring the second …");
        var ours = await TimeAsync(our.Start, our.ServicePorts, cancellationToken);
        var limit = await TimeAsync(empty.Start, empty.ServicePorts, cancellationToken);
        return [BenchmarkRow.Of(Name, ours.TotalSeconds, limit.TotalSeconds, "s", "≤ 1.5× and ≤ 30 s", ours.TotalSeconds <= limit.TotalSeconds * MostRatio && ours.TotalSeconds <= MostSeconds)];
    }

    private static async Task<TimeSpan> TimeAsync(Func<House> start, IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var house = start();
        return await house.HealthyAsync(ports, started, cancellationToken);
    }
}
