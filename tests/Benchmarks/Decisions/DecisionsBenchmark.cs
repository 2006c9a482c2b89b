using System.Globalization;
using AppHost.Ports;
using Benchmarks.Http;
using Benchmarks.Matching;
using Benchmarks.Running;
using Spectre.Console;
using Testing;

namespace Benchmarks.Decisions;

/// <summary>Decisions by HTTP with 100,000 keywords loaded, nine of ten without a match, beside a bare Kestrel endpoint; each on the first core, wrk on the second.</summary>
internal sealed class DecisionsBenchmark : IBenchmark
{
    private const int KeywordCount = 100_000;
    private const int RequestCount = 5_000;
    private const int Rounds = 5;
    private const int WarmUpSeconds = 20; // on one core the compiler shares it with the server for that long
    private const int RoundSeconds = 5;
    private const double LeastShare = 0.85;
    private const double MostP99 = 1.3;

    public string Name => "decisions";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("campaign-bench-").FullName;
        try
        {
            await using var servers = new TestServers();
            await servers.InitializeAsync();
            console.WriteLine("decisions: publishing 100,000 keywords …");
            await using var ours = await BannersAlone.StartAsync(PinnedServer.StartAsync, await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), folder, cancellationToken);
            var (requests, answer) = await PrepareAsync(ours, folder, cancellationToken);
            await using var bare = await PinnedServer.StartAsync(PortPlan.Free().Base, [typeof(BareEndpoint).Assembly.Location, BareEndpoint.Command, answer], [], cancellationToken);
            return await CompareAsync(console, ours.Server, bare, requests, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> CompareAsync(IAnsiConsole console, PinnedServer ours, PinnedServer bare, string requests, CancellationToken cancellationToken)
    {
        var rounds = new List<(Load Ours, Load Bare)>();
        for (var round = 0; round <= Rounds; round++)
        {
            var seconds = round == 0 ? WarmUpSeconds : RoundSeconds;
            var pair = (Ours: await RunAsync(ours, requests, seconds, cancellationToken), Bare: await RunAsync(bare, requests, seconds, cancellationToken));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {(round == 0 ? "warm-up" : $"round {round}")}  ours {pair.Ours.PerSecond,7:0}/s  p99 {pair.Ours.P99:0.00} ms  {pair.Ours.CpuMicroseconds:0.0} µs CPU   bare {pair.Bare.PerSecond,7:0}/s  p99 {pair.Bare.P99:0.00} ms  {pair.Bare.CpuMicroseconds:0.0} µs CPU"));
            if (round > 0)
                rounds.Add(pair);
        }

        // The round whose share of the limit is the median one.
        var (mine, limit) = rounds.OrderBy(round => round.Ours.PerSecond / round.Bare.PerSecond).ElementAt(Rounds / 2);
        var (slow, slowest) = rounds.OrderBy(round => round.Ours.P99 / round.Bare.P99).ElementAt(Rounds / 2);
        return
        [
            BenchmarkRow.Of("decisions", mine.PerSecond, limit.PerSecond, "requests/s", "≥ 0.85", mine.PerSecond / limit.PerSecond >= LeastShare),
            BenchmarkRow.Of("decisions-p99", slow.P99, slowest.P99, "ms", "≤ 1.3", slow.P99 / slowest.P99 <= MostP99),
            BenchmarkRow.Of("decisions-cpu", mine.CpuMicroseconds, limit.CpuMicroseconds, "µs CPU", "shown", met: true),
        ];
    }

    private static Task<Load> RunAsync(PinnedServer server, string requests, int seconds, CancellationToken cancellationToken) =>
        Load.RunAsync(server, "/v1/decisions", Repository.In("tests/Benchmarks/Http/posts.lua"), requests, seconds, cancellationToken);

    private static async Task<(string Requests, string Answer)> PrepareAsync(BannersAlone ours, string folder, CancellationToken cancellationToken)
    {
        var vocabulary = new Vocabulary();
        var keywords = vocabulary.Keywords(KeywordCount);
        var campaign = await ours.DraftAsync(cancellationToken);
        await ours.SetKeywordsAsync(campaign, keywords, cancellationToken);
        await ours.PublishAsync(campaign, cancellationToken);
        var answer = await ours.AnsweredAsync(keywords[0].Text, cancellationToken);
        var (requests, file) = (Path.Combine(folder, "requests.tsv"), Path.Combine(folder, "answer.json"));
        // Unlike in the matching benchmark no word of the others is in a keyword: nine of ten have no match.
        await File.WriteAllLinesAsync(requests, vocabulary.Searches(RequestCount, keywords).Select((search, i) => i % 10 == 0 ? $"1\t{BannersAlone.Body(search)}" : $"0\t{BannersAlone.Body(string.Join(' ', search.Split(' ').Select(word => $"{word}x")))}"), cancellationToken);
        await File.WriteAllBytesAsync(file, answer, cancellationToken);
        return (requests, file);
    }
}
