using System.Globalization;
using AppHost.Ports;
using Benchmarks.Http;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Spectre.Console;
using Testing;

namespace Benchmarks.Impressions;

/// <summary>Impressions accepted (202: confirmed by the broker) beside a bare Kestrel endpoint, and the processor time that one costs on its whole way to the rollups.</summary>
internal sealed class ImpressionsBenchmark : IBenchmark
{
    public const int Connections = 1024; // an answer waits for the broker: fewer would measure the wait, not the work
    public const string Script = "tests/Benchmarks/Http/events.lua";
    private const int Rounds = 5;
    private const int WarmUps = 5; // on one core the compiler shares it with the server for that long
    private const int RoundSeconds = 5;
    private const int PathsPerRound = 150_000;
    private const double LeastShare = 0.5;
    private const double MostCpuSeconds = 0.05;

    public string Name => "impressions";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        Busy.Say(console, Name);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        await using var flow = await EventFlow.StartAsync(servers, banners: true, cancellationToken);
        var answer = Path.Combine(flow.Folder, "answer");
        await File.WriteAllBytesAsync(answer, [], cancellationToken);
        await using var bare = await PinnedServer.StartAsync(PortPlan.Free().Base, [typeof(BareEndpoint).Assembly.Location, BareEndpoint.Command, answer], [], cancellationToken);
        var rounds = new List<(Load Ours, Load Bare)>();
        var cpu = new Dictionary<string, double>(StringComparer.Ordinal);
        long events = 0;
        for (var round = 1 - WarmUps; round <= Rounds; round++)
        {
            var paths = await flow.Tokens.WriteAsync(flow.Folder, PathsPerRound, cancellationToken);
            var (before, ended) = (flow.Processes(), await flow.EndedAsync(cancellationToken));
            var ours = await RunAsync(flow.Banners!, paths, cancellationToken);
            await flow.DrainAsync(ended + ours.Requests, cancellationToken);
            var (after, drained) = (flow.Processes(), await flow.EndedAsync(cancellationToken));
            var limit = await RunAsync(bare, paths, cancellationToken);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {(round < 1 ? "warm-up" : $"round {round}")}  ours {ours.PerSecond,7:0}/s  p99 {ours.P99:0.0} ms  {ours.CpuMicroseconds:0.0} µs CPU of Banners   bare {limit.PerSecond,7:0}/s  p99 {limit.P99:0.0} ms  {limit.CpuMicroseconds:0.0} µs CPU"));
            if (round < 1)
                continue;
            rounds.Add((ours, limit));
            events += drained - ended;
            foreach (var (name, (seconds, _)) in after)
                cpu[name] = cpu.GetValueOrDefault(name) + seconds - before[name].CpuSeconds;
        }

        var (mine, median) = rounds.OrderBy(round => round.Ours.PerSecond / round.Bare.PerSecond).ElementAt(Rounds / 2);
        var perThousand = cpu.Values.Sum() / events * 1000;
        foreach (var (name, seconds) in cpu.OrderByDescending(entry => entry.Value))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {seconds / events * 1000:0.0000} CPU-s per 1,000 events"));
        return
        [
            BenchmarkRow.Of(Name, mine.PerSecond, median.PerSecond, "requests/s", "≥ 0.5", mine.PerSecond / median.PerSecond >= LeastShare),
            BenchmarkRow.Of("impressions-cpu", perThousand, MostCpuSeconds, "CPU-s per 1,000 events", "≤ 1", perThousand <= MostCpuSeconds),
        ];
    }

    private static Task<Load> RunAsync(PinnedServer server, string paths, CancellationToken cancellationToken) =>
        Load.RunAsync(server, "/", Repository.In(Script), paths, RoundSeconds, new Load.Shape(Connections), cancellationToken);
}
