using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AppHost.Ports;
using Banners.Data;
using Benchmarks.Http;
using Benchmarks.Matching;
using Benchmarks.Running;
using Npgsql;
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
    private const string AdminKey = "bench-admin-key";
    private const string ApproverKey = "bench-approver-key";
    private const string Partner = "bench";

    public string Name => "decisions";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("campaign-bench-").FullName;
        try
        {
            await using var servers = new TestServers();
            await servers.InitializeAsync();
            console.WriteLine("decisions: publishing 100,000 keywords …");
            await using var ours = await StartOursAsync(servers, folder, cancellationToken);
            var (requests, answer) = await PrepareAsync(ours, folder, cancellationToken);
            await using var bare = await PinnedServer.StartAsync(PortPlan.Free().Base, [typeof(BareEndpoint).Assembly.Location, BareEndpoint.Command, answer], [], cancellationToken);
            return await CompareAsync(console, ours, bare, requests, cancellationToken);
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

    private static async Task<PinnedServer> StartOursAsync(TestServers servers, string folder, CancellationToken cancellationToken)
    {
        var port = PortPlan.Free().Base;
        var database = await servers.CreateDatabaseAsync();
        var server = await PinnedServer.StartAsync(
            port, [Repository.In("artifacts/bin/Banners/release/Banners.dll")],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__banners"] = database,
                ["ConnectionStrings__messaging"] = (await servers.CreateVirtualHostAsync()).ToString(),
                ["Keys__Admin"] = AdminKey,
                ["Keys__Approver"] = ApproverKey,
                ["State__Directory"] = Path.Combine(folder, "state"),
                ["Tokens__Keys"] = $"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
                ["Bundles__Keys"] = $"b1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
                ["Banners__PublicUrl"] = $"http://127.0.0.1:{port}",
                ["Content__PublicUrl"] = "http://127.0.0.1:1",
                ["RateLimits__AddressPerSecond"] = "0",
                ["RateLimits__PartnerPerSecond"] = "0",
                ["OTEL_TRACES_SAMPLER"] = "always_off", // on neither side
            },
            cancellationToken);
        await KnowPartnerAsync(database, cancellationToken);
        return server;
    }

    // As if the Partners service had said so; the table is there once the service has made it.
    private static async Task KnowPartnerAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                await using var command = new NpgsqlCommand($"insert into known_partners (id, revision, name, sandbox, key_hashes, web_origins) values ('{Partner}', 1, '{Partner}', false, '{{}}', '{{}}')", connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static async Task<(string Requests, string Answer)> PrepareAsync(PinnedServer ours, string folder, CancellationToken cancellationToken)
    {
        var vocabulary = new Vocabulary();
        var keywords = vocabulary.Keywords(KeywordCount);
        using var client = new HttpClient { BaseAddress = ours.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        await PublishAsync(client, keywords, cancellationToken);

        var matching = Body(keywords[0].Text);
        byte[]? answer = null;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (answer is null && await timer.WaitForNextTickAsync(cancellationToken))
        {
            using var decision = await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), new StringContent(matching, null, "application/json"), cancellationToken);
            if (decision.StatusCode is System.Net.HttpStatusCode.OK)
                answer = await decision.Content.ReadAsByteArrayAsync(cancellationToken);
        }

        var (requests, file) = (Path.Combine(folder, "requests.tsv"), Path.Combine(folder, "answer.json"));
        // Unlike in the matching benchmark no word of the others is in a keyword: nine of ten have no match.
        await File.WriteAllLinesAsync(requests, vocabulary.Searches(RequestCount, keywords).Select((search, i) => i % 10 == 0 ? $"1\t{Body(search)}" : $"0\t{Body(string.Join(' ', search.Split(' ').Select(word => $"{word}x")))}"), cancellationToken);
        await File.WriteAllBytesAsync(file, answer!, cancellationToken);
        return (requests, file);
    }

    private static async Task PublishAsync(HttpClient client, IReadOnlyList<LiveKeyword> keywords, CancellationToken cancellationToken)
    {
        var created = await SendAsync(client, HttpMethod.Post, "/v1/campaigns", new { name = "bench", country = "FR", defaultLocale = "fr" }, cancellationToken);
        var campaign = created.GetProperty("id").GetGuid();
        await SendAsync(client, HttpMethod.Put, $"/v1/campaigns/{campaign}/keywords", new { keywords = keywords.Select(keyword => new { text = keyword.Text, matchType = keyword.MatchType.ToString().ToLowerInvariant() }) }, cancellationToken);
        var helplines = new[] { new { number = "119", label = "Enfance en danger" } };
        await SendAsync(client, HttpMethod.Put, $"/v1/campaigns/{campaign}/banners", new { banners = new[] { new { locale = "fr", dir = "ltr", title = "Le 119 t’écoute", text = "Jour et nuit, gratuit et confidentiel.", action = "Comprendre et agir", helplines } } }, cancellationToken);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApproverKey); // who wrote cannot publish
        await SendAsync(client, HttpMethod.Post, $"/v1/campaigns/{campaign}:publish", null, cancellationToken);
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkException($"{method} {path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static string Body(string query) => JsonSerializer.Serialize(new { query, locale = "fr", partner = Partner, country = "FR", device = "phone" });
}
