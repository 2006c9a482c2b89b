using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AppHost.Ports;
using Banners.Data;
using Benchmarks.Http;
using Benchmarks.Running;
using Npgsql;

namespace Benchmarks.Decisions;

/// <summary>The Banners service as a process, without the others, with one partner that it knows.</summary>
internal sealed class BannersAlone(PinnedServer server) : IAsyncDisposable
{
    private const string AdminKey = "bench-admin-key";
    private const string ApproverKey = "bench-approver-key";
    private const string Partner = "bench";

    // Replicas open each other's tokens.
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public PinnedServer Server { get; } = server;

    /// <param name="start">How the process is started.</param>
    /// <param name="database">Connection string; the service makes its tables.</param>
    /// <param name="messaging">The broker's amqp address.</param>
    /// <param name="folder">Where it keeps its state.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<BannersAlone> StartAsync(
        Func<int, IEnumerable<string>, IEnumerable<KeyValuePair<string, string>>, CancellationToken, Task<PinnedServer>> start,
        string database, Uri messaging, string folder, CancellationToken cancellationToken)
    {
        var port = PortPlan.Free().Base;
        var banners = new BannersAlone(await start(
            port, [Repository.In("artifacts/bin/Banners/release/Banners.dll")],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__banners"] = database,
                ["ConnectionStrings__messaging"] = messaging.ToString(),
                ["Keys__Admin"] = AdminKey,
                ["Keys__Approver"] = ApproverKey,
                ["State__Directory"] = Path.Combine(folder, "state"),
                ["Tokens__Keys"] = $"k1:{Convert.ToBase64String(Secret)}",
                ["Bundles__Keys"] = $"b1:{Convert.ToBase64String(Secret)}",
                ["Banners__PublicUrl"] = $"http://127.0.0.1:{port}",
                ["Content__PublicUrl"] = "http://127.0.0.1:1",
                ["RateLimits__AddressPerSecond"] = "0",
                ["RateLimits__PartnerPerSecond"] = "0",
                ["OTEL_TRACES_SAMPLER"] = "always_off",
            },
            cancellationToken));
        await KnowPartnerAsync(database, cancellationToken);
        return banners;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>The body of a decision on this search.</summary>
    public static string Body(string query) => JsonSerializer.Serialize(new { query, locale = "fr", partner = Partner, country = "FR", device = "phone" });

    /// <summary>A draft with a banner and no keyword; returns its id.</summary>
    public async Task<Guid> DraftAsync(CancellationToken cancellationToken)
    {
        var created = await SendAsync(AdminKey, HttpMethod.Post, "/v1/campaigns", new { name = "bench", country = "FR", defaultLocale = "fr" }, cancellationToken);
        var campaign = created.GetProperty("id").GetGuid();
        var helplines = new[] { new { number = "119", label = "Enfance en danger" } };
        await SendAsync(AdminKey, HttpMethod.Put, $"/v1/campaigns/{campaign}/banners", new { banners = new[] { new { locale = "fr", dir = "ltr", title = "Le 119 t’écoute", text = "Jour et nuit, gratuit et confidentiel.", action = "Comprendre et agir", helplines } } }, cancellationToken);
        return campaign;
    }

    public Task SetKeywordsAsync(Guid campaign, IEnumerable<LiveKeyword> keywords, CancellationToken cancellationToken) =>
        SendAsync(AdminKey, HttpMethod.Put, $"/v1/campaigns/{campaign}/keywords", new { keywords = keywords.Select(keyword => new { text = keyword.Text, matchType = keyword.MatchType.ToString().ToLowerInvariant() }) }, cancellationToken);

    /// <summary>By another person than the one who wrote.</summary>
    public Task PublishAsync(Guid campaign, CancellationToken cancellationToken) =>
        SendAsync(ApproverKey, HttpMethod.Post, $"/v1/campaigns/{campaign}:publish", null, cancellationToken);

    /// <summary>The answer to this search, once there is a banner for it.</summary>
    public async Task<byte[]> AnsweredAsync(string query, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Server.Address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            using var decision = await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), new StringContent(Body(query), Encoding.UTF8, "application/json"), cancellationToken);
            if (decision.StatusCode is System.Net.HttpStatusCode.OK)
                return await decision.Content.ReadAsByteArrayAsync(cancellationToken);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
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
                await using var command = new NpgsqlCommand($"insert into known_partners (id, revision, name, sandbox, key_hashes, web_origins) values ('{Partner}', 1, '{Partner}', false, '{{}}', '{{}}') on conflict do nothing", connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private async Task<JsonElement> SendAsync(string key, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Server.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkException($"{method} {path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}
