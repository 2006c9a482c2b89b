using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Banners.Data;
using Benchmarks.Http;
using Benchmarks.Matching;
using Spectre.Console;
using Testing;

namespace Benchmarks.Decisions;

/// <summary>
/// How long after its publication a set of 100,000 keywords decides in both of two replicas that are asked all the while, with the broker
/// and without one; and how many of those requests were not answered, or answered from a set older than one seen before.
/// </summary>
internal sealed class ReloadBenchmark : IBenchmark
{
    private const int KeywordCount = 100_000;
    private const int Replicas = 2;
    private const int Rounds = 3;
    private const double Limit = 2;
    private static readonly Uri NoBroker = new("amqp://guest:guest@127.0.0.1:9/none");

    public string Name => "reload";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        var keywords = new Vocabulary().Keywords(KeywordCount - 1);
        var with = await RunAsync(console, "broker up", await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), keywords, cancellationToken);
        var without = await RunAsync(console, "broker down", await servers.CreateDatabaseAsync(), NoBroker, keywords, cancellationToken);
        var (asked, wrong) = (with.Asked + without.Asked, with.Wrong + without.Wrong);
        return
        [
            Row("reload", with.Slowest), Row("reload-without-broker", without.Slowest),
            BenchmarkRow.Of("reload-dropped", wrong, asked, "requests", "0", wrong == 0),
        ];

        static BenchmarkRow Row(string name, TimeSpan slowest) => BenchmarkRow.Of(name, slowest.TotalSeconds, Limit, "s", "≤ 1", slowest.TotalSeconds <= Limit);
    }

    private static async Task<(TimeSpan Slowest, long Asked, long Wrong)> RunAsync(
        IAnsiConsole console, string title, string database, Uri messaging, IReadOnlyList<LiveKeyword> keywords, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("campaign-bench-").FullName;
        var replicas = new List<BannersAlone>();
        try
        {
            for (var i = 0; i < Replicas; i++)
                replicas.Add(await BannersAlone.StartAsync(PinnedServer.StartAnywhereAsync, database, messaging, Path.Combine(folder, $"{i}"), cancellationToken));
            var campaign = await replicas[0].DraftAsync(cancellationToken);
            await replicas[0].SetKeywordsAsync(campaign, [.. keywords, Marker(0)], cancellationToken);
            await replicas[0].PublishAsync(campaign, cancellationToken);
            foreach (var replica in replicas)
                await replica.AnsweredAsync(Marker(0).Text, cancellationToken);
            return await ReplaceAsync(console, title, replicas, campaign, keywords, cancellationToken);
        }
        finally
        {
            foreach (var replica in replicas)
                await replica.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(TimeSpan Slowest, long Asked, long Wrong)> ReplaceAsync(
        IAnsiConsole console, string title, List<BannersAlone> replicas, Guid campaign, IReadOnlyList<LiveKeyword> keywords, CancellationToken cancellationToken)
    {
        var slowest = TimeSpan.Zero;
        var (asked, wrong) = (0L, 0L);
        for (var round = 1; round <= Rounds; round++)
        {
            await replicas[0].SetKeywordsAsync(campaign, [.. keywords, Marker(round)], cancellationToken);
            var askers = replicas.ConvertAll(replica => new Asker(replica, Marker(round - 1).Text, Marker(round).Text));
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var asking = askers.ConvertAll(asker => asker.AskAsync(over.Token));
            await Task.WhenAll(askers.Select(asker => asker.Begun));
            var before = Stopwatch.GetTimestamp();
            await replicas[0].PublishAsync(campaign, cancellationToken);
            var published = Stopwatch.GetTimestamp();
            var seen = await Task.WhenAll(askers.Select(asker => asker.Replaced)).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            await over.CancelAsync();
            await Task.WhenAll(asking);

            var took = seen.Max(at => Stopwatch.GetElapsedTime(published, at));
            slowest = took > slowest ? took : slowest;
            asked += askers.Sum(asker => asker.Asked);
            wrong += askers.Sum(asker => asker.Wrong);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {title}, round {round}: published in {Stopwatch.GetElapsedTime(before, published).TotalSeconds:0.00} s, in force after {string.Join(" and ", seen.Select(at => $"{Stopwatch.GetElapsedTime(published, at).TotalSeconds:0.00}"))} s; {askers.Sum(asker => asker.Asked)} asked meanwhile, {askers.Sum(asker => asker.Wrong)} wrong, slowest {askers.Max(asker => asker.Longest).TotalMilliseconds:0} ms"));
        }

        return (slowest, asked, wrong);
    }

    private static LiveKeyword Marker(int round) => new(Guid.CreateVersion7(), $"marqueur {round.ToString(CultureInfo.InvariantCulture)}", KeywordType.Exact);

    /// <summary>Asks one replica for the old and for the new keyword in one batch, every few milliseconds: exactly one of them has a banner.</summary>
    private sealed class Asker(BannersAlone replica, string old, string @new)
    {
        private readonly TaskCompletionSource _begun = new();
        private readonly TaskCompletionSource<long> _replaced = new();

        public Task Begun => _begun.Task;

        /// <summary>When the first answer from the new set was there.</summary>
        public Task<long> Replaced => _replaced.Task;

        public long Asked { get; private set; }

        public long Wrong { get; private set; }

        public TimeSpan Longest { get; private set; }

        public async Task AskAsync(CancellationToken over)
        {
            var body = $$"""{"decisions":[{{BannersAlone.Body(old)}},{{BannersAlone.Body(@new)}}]}""";
            using var client = new HttpClient { BaseAddress = replica.Server.Address };
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (!over.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                var answered = await DecideAsync(client, body);
                var took = Stopwatch.GetElapsedTime(began);
                Longest = took > Longest ? took : Longest;
                Asked++;
                var isNew = answered is (false, true);
                if (!isNew && (answered is not (true, false) || _replaced.Task.IsCompleted))
                    Wrong++;
                if (isNew)
                    _replaced.TrySetResult(Stopwatch.GetTimestamp());
                _begun.TrySetResult();
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        private static async Task<(bool Old, bool New)?> DecideAsync(HttpClient client, string body)
        {
            try
            {
                using var answer = await client.PostAsync(new Uri("/v1/decisions:batch", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
                if (answer.StatusCode is not HttpStatusCode.OK)
                    return null;
                await using var text = await answer.Content.ReadAsStreamAsync();
                using var json = await JsonDocument.ParseAsync(text);
                var decisions = json.RootElement.GetProperty("decisions");
                return (decisions[0].ValueKind is not JsonValueKind.Null, decisions[1].ValueKind is not JsonValueKind.Null);
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }
    }
}
