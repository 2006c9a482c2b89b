using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Benchmarks.Running;
using Spectre.Console;

namespace Benchmarks;

/// <summary>Measures, prints each as ours / limit = ratio, and writes the figures of this run to <c>artifacts/bench.json</c>.</summary>
internal static class Bench
{
    private const int GoalMissed = 1;
    private const int Interrupted = 130;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(IReadOnlyList<IBenchmark> benchmarks, IAnsiConsole console)
    {
        using var interrupt = new CancellationTokenSource();
        using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var rows = new List<BenchmarkRow>();
        try
        {
            foreach (var benchmark in benchmarks)
            {
                foreach (var row in await benchmark.MeasureAsync(console, interrupt.Token))
                {
                    rows.Add(row);
                    console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                        $"[bold]{row.Name}[/]  {row.Ours} {row.Unit} / {row.Limit} {row.Unit} = [bold]{row.Ratio}[/]  goal {row.Goal}: {(row.Met ? "met" : "missed")}");
                }
            }
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (BenchmarkException problem)
        {
            console.MarkupLineInterpolated($"[red]{problem.Message}[/]");
            return 2;
        }

        Directory.CreateDirectory(Repository.In("artifacts"));
        await File.WriteAllTextAsync(Repository.In("artifacts/bench.json"), JsonSerializer.Serialize(rows, Json) + "\n");
        return rows.All(row => row.Met) ? 0 : GoalMissed;

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupt.Cancel();
        }
    }
}

/// <summary>What kept a benchmark from measuring; the message is one line.</summary>
internal sealed class BenchmarkException(string message, Exception? inner = null) : Exception(message, inner);
