using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using RabbitMQ.Client;
using ServiceDefaults.Database;
using Testing;

namespace Partners.Tests;

public class PartnersApp(TestServers servers) : ServiceApp<Program>(servers, "partners")
{
    public const string EncryptionKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public const string TikTokKey = "tiktok-key-0123456789";
    public const string TwitterKey = "twitter-key-0123456789";
    public const string SandboxKey = "sandbox-key-0123456789";
    public const string TikTokSecret = "whsec_dGlrdG9rLXdlYmhvb2stc2VjcmV0LTAxMjM0NTY=";
    public const string TwitterSecret = "whsec_dHdpdHRlci13ZWJob29rLXNlY3JldC0wMTIzNDU=";
    public const string SandboxSecret = "whsec_c2FuZGJveC13ZWJob29rLXNlY3JldC0wMTIzNDU=";

    public ShiftedClock Clock { get; } = new();

    internal FakeLogCollector Logs => Services.GetRequiredService<FakeLogCollector>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // The keys come back to the service over the broker, in any order.
        foreach (var key in new[] { SandboxKey, TikTokKey, TwitterKey })
        {
            using var client = WithKey(key);
            await Eventually.IsTrueAsync(async () => (await client.GetAsync("/v1/subscriptions")).StatusCode == HttpStatusCode.OK);
        }
    }

    /// <summary>Starts the service once more on the same database, with settings changed, until it has seeded; then stops it.</summary>
    public async Task StartAnotherAsync(params (string Key, string Value)[] changes)
    {
        await using var another = WithWebHostBuilder(builder =>
        {
            foreach (var (key, value) in changes)
                builder.UseSetting(key, value);
        });
        // Away from the runner's synchronization context: the host starts synchronously, and what it awaits would come back to it.
        var services = await Task.Run(() => another.Services);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await services.GetRequiredService<DatabaseReady>().WaitAsync(limit.Token).ContinueWith(
            ready => ready.IsCompletedSuccessfully.ShouldBeTrue(string.Join('\n', services.GetRequiredService<FakeLogCollector>().GetSnapshot()
                .Where(record => record.Level >= LogLevel.Warning).TakeLast(3).Select(record => $"{record.Message} {record.Exception}"))), TaskScheduler.Default);
    }

    public HttpClient TikTok() => WithKey(TikTokKey);

    public HttpClient Twitter() => WithKey(TwitterKey);

    public async Task<HttpResponseMessage> SendAsync(SignedWebhook webhook)
    {
        using var client = Anonymous();
        return await client.SendAsync(webhook.Build());
    }

    public async Task<Created> SubscribeAsync(Uri url, string[] eventTypes, string partner = "tiktok")
    {
        using var client = Admin();
        using var response = await client.PostAsJsonAsync("/v1/subscriptions", new { partner, url, eventTypes });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<Created>())!;
    }

    public async Task<Guid> TestAsync(Guid subscription)
    {
        using var client = Admin();
        using var response = await client.PostAsync($"/v1/subscriptions/{subscription}:test", null);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deliveryId").GetGuid();
    }

    public async Task ReplayAsync(Guid delivery)
    {
        using var client = Admin();
        using var response = await client.PostAsync($"/v1/deliveries/{delivery}:replay", null);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    public async Task<JsonElement> GetAsync(string address)
    {
        using var client = Admin();
        return await client.GetFromJsonAsync<JsonElement>(address);
    }

    /// <summary>The delivery as the list shows it, once it satisfies.</summary>
    public Task<JsonElement> DeliveryAsync(Guid subscription, Func<JsonElement, bool> satisfies) =>
        Eventually.GetAsync(
            async () => (await GetAsync($"/v1/deliveries?subscription={subscription}")).GetProperty("items").EnumerateArray().FirstOrDefault(),
            item => item.ValueKind == JsonValueKind.Object && satisfies(item));

    public Task PublishAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        Services.GetRequiredService<IBus>().Publish(message, context => context.MessageId = messageId ?? Guid.CreateVersion7());

    /// <summary>All messages of that type that wait in another service's queue now.</summary>
    public async Task<List<T>> DrainAsync<T>(string queue)
    {
        var factory = new ConnectionFactory { Uri = Messaging };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var messages = new List<T>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got)
        {
            using var envelope = JsonDocument.Parse(got.Body);
            if (envelope.RootElement.GetProperty("messageType")[0].GetString()!.EndsWith($":{typeof(T).Name}", StringComparison.Ordinal))
                messages.Add(envelope.RootElement.GetProperty("message").Deserialize<T>(JsonSerializerOptions.Web)!);
        }

        return messages;
    }

    /// <summary>Messages of that type from another service's queue, until one satisfies.</summary>
    public async Task<T> HearAsync<T>(string queue, Func<T, bool> satisfies)
    {
        var heard = new List<T>();
        await Eventually.IsTrueAsync(async () =>
        {
            heard.AddRange(await DrainAsync<T>(queue));
            return heard.Exists(message => satisfies(message));
        });
        return heard.Single(message => satisfies(message));
    }

    protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("Encryption:Key", EncryptionKey),
        new("Seed:Partners:tiktok:Key", TikTokKey),
        new("Seed:Partners:tiktok:WebhookSecret", TikTokSecret),
        new("Seed:Partners:tiktok:WebOrigins:0", "https://www.tiktok.example"),
        new("Seed:Partners:twitter:Key", TwitterKey),
        new("Seed:Partners:twitter:WebhookSecret", TwitterSecret),
        new("Seed:Partners:sandbox:Key", SandboxKey),
        new("Seed:Partners:sandbox:WebhookSecret", SandboxSecret),
        new("Webhooks:AllowPrivateAddresses", "true"),
        new("Webhooks:RetrySchedule", "00:00:00.1 00:00:00.1 00:00:00.1"),
        new("Webhooks:Jitter", "0"),
        new("Logging:LogLevel:Default", "Trace"),
    ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddFakeLogging());
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    public sealed record Created(Guid Id, string Secret);
}
