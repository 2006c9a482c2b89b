using System.Diagnostics;
using System.Globalization;
using Benchmarks.Http;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Spectre.Console;
using Testing;

namespace Benchmarks.Impressions;

/// <summary>Half of the highest load while the broker stands still, and again while what waited drains.</summary>
internal static class Outage
{
    public const double MostMilliseconds = 100;
    private const int Share = 50;
    private const int LongAfterSeconds = 60;

    private static int Seconds => Length.OutageSeconds ?? (Length.IsLong ? 300 : 15);

    private static int AfterSeconds => Seconds > LongAfterSeconds ? LongAfterSeconds : Math.Max(LoadStep.Seconds, Seconds / 2);

    public static async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, EventFlow flow, Load highest, CancellationToken cancellationToken)
    {
        if (TestServers.AreGiven)
        {
            console.WriteLine("  without a broker: left out, RabbitMQ is somebody else's here");
            return [];
        }

        var shape = LoadStep.At(highest, Share) with { MayRefuse = true };
        var ended = await flow.EndedAsync(cancellationToken);
        var during = await PathsAsync(Seconds, "during");
        var afterwards = await PathsAsync(AfterSeconds, "afterwards");
        var down = await flow.WithoutBrokerAsync(() => RunAsync(during, Seconds));
        var bytes = await flow.OutboxBytesAsync(cancellationToken);
        var (began, before, waited) = (Stopwatch.GetTimestamp(), flow.Processes(), await flow.OutboxDepthAsync(cancellationToken));
        var after = await RunAsync(afterwards, AfterSeconds);
        var (processes, waiting) = (flow.Processes(), await flow.OutboxDepthAsync(cancellationToken));
        await flow.DrainAsync(ended + down.Requests - down.Refused + after.Requests - after.Refused, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  broker stopped for {Seconds} s at {Share} %: {down.PerSecond:0}/s, p50 {down.P50:0.0} ms, p99 {down.P99:0.0} ms, {down.Refused} refused of {down.Requests}; then {waited} messages wait on {bytes / 1048576.0:0} MiB, {(double)bytes / (down.Requests - down.Refused):0} bytes an event"));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  new events for {AfterSeconds} s while {waited} messages drain: {after.PerSecond:0}/s, p50 {after.P50:0.0} ms, p99 {after.P99:0.0} ms, {after.Refused} refused; {waiting} messages left then, all counted {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s after the broker's return"));
        foreach (var (process, (seconds, _)) in processes)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {process,-12} {(seconds - before[process].CpuSeconds) / AfterSeconds,5:0.00} cores meanwhile"));
        return
        [
            BenchmarkRow.Of("load-no-broker-p99", down.P99, MostMilliseconds, "ms", "≤ 1", down.P99 <= MostMilliseconds),
            BenchmarkRow.Of("load-no-broker-refused", down.Refused, down.Requests, "requests", "0", down.Refused == 0),
            BenchmarkRow.Of("load-drain-p99", after.P99, MostMilliseconds, "ms", "≤ 1", after.P99 <= MostMilliseconds),
        ];

        Task<string> PathsAsync(int seconds, string name) => flow.Tokens.WriteAsync(flow.Folder, (int)(highest.PerSecond * Share / 100 * seconds * 1.2), cancellationToken, name);

        Task<Load> RunAsync(string paths, int seconds) => Load.RunAsync(flow.Banners!, "/", Repository.In(ImpressionsBenchmark.Script), paths, seconds, shape, cancellationToken);
    }
}
