using System.Diagnostics;
using System.Globalization;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Contracts.Banners;
using Spectre.Console;
using Testing;

namespace Benchmarks.Ingest;

/// <summary>Batches of 500 events from the first publish to the last committed row with its rollups, beside psql on the same server.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    private const int BatchSize = 500;
    private const int Batches = 200;
    private const int WarmUpBatches = 200; // until what runs often is compiled for speed, which costs more than a round does
    private const int Rounds = 3;
    private const double LeastShare = 0.4;
    private static readonly string[] Types = ["impression", "viewable", "click", "tap"];
    private static readonly string[] Partners = ["tiktok", "twitter"];

    public string Name => "ingest";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        Busy.Say(console, Name);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        await using var flow = await EventFlow.StartAsync(servers, banners: false, cancellationToken);
        await using var feed = await Feed.OpenAsync(flow.Broker, cancellationToken);
        var random = new Random(119);
        var limit = await servers.CreateDatabaseAsync();
        await Psql.PrepareAsync(limit, cancellationToken);
        await OursAsync(flow, feed, Some(random, WarmUpBatches), cancellationToken);
        var rounds = new List<(double Ours, double Limit)>();
        var before = flow.Processes();
        for (var round = 1; round <= Rounds; round++)
        {
            var batches = Some(random, Batches);
            var ours = Batches * BatchSize / (await OursAsync(flow, feed, batches, cancellationToken)).TotalSeconds;
            var script = Path.Combine(flow.Folder, "rows.sql");
            await Psql.WriteAsync(script, batches, cancellationToken);
            var theirs = Batches * BatchSize / (await Psql.RunAsync(script, limit, cancellationToken)).TotalSeconds;
            rounds.Add((ours, theirs));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round}  ours {ours,7:0} rows/s   psql {theirs,7:0} rows/s"));
        }

        var after = flow.Processes();
        foreach (var name in after.Keys.Where(name => name is not "PostgreSQL")) // which worked for both
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {(after[name].CpuSeconds - before[name].CpuSeconds) / (Rounds * Batches * BatchSize) * 1000:0.0000} CPU-s per 1,000 events"));
        var (mine, median) = rounds.OrderBy(round => round.Ours / round.Limit).ElementAt(Rounds / 2);
        return [BenchmarkRow.Of(Name, mine, median, "rows/s", "≥ 0.4", mine / median >= LeastShare)];
    }

    private static async Task<TimeSpan> OursAsync(EventFlow flow, Feed feed, IReadOnlyList<IReadOnlyList<BannerEvent>> batches, CancellationToken cancellationToken)
    {
        var envelopes = batches.Select(Feed.Envelope).ToList();
        var all = await flow.EndedAsync(cancellationToken) + (batches.Count * BatchSize);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(envelopes.Select(envelope => feed.PublishAsync(envelope, cancellationToken)));
        while (await flow.EndedAsync(cancellationToken) < all)
            await timer.WaitForNextTickAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    private static List<IReadOnlyList<BannerEvent>> Some(Random random, int batches) =>
        [.. Enumerable.Range(0, batches).Select(IReadOnlyList<BannerEvent> (_) => [.. Enumerable.Range(0, BatchSize).Select(_ => One(random))])];

    private static BannerEvent One(Random random)
    {
        var now = TimeProvider.System.GetUtcNow();
        var campaign = random.Next(5);
        return new BannerEvent
        {
            DecisionId = Guid.CreateVersion7(now),
            Type = Types[random.Next(Types.Length)],
            CampaignId = Id('c', campaign),
            BannerId = Id('b', (campaign * 2) + random.Next(2)),
            KeywordId = Id('e', (campaign * 20) + random.Next(20)),
            Partner = Partners[random.Next(Partners.Length)],
            Locale = random.Next(5) == 0 ? "en" : "fr",
            Country = "FR",
            Region = $"FR-{random.Next(1, 96):00}",
            Device = random.Next(3) == 0 ? "desktop" : "phone",
            Validity = random.Next(20) == 0 ? "bot" : "valid",
            Verified = random.Next(10) != 0,
            ReceivedAt = now,
        };
    }

    private static Guid Id(char kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{kind}{number:00000000000}"));
}
