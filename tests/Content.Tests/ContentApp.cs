using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Content.Serving;
using Contracts.Content;
using Contracts.Partners;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using ServiceDefaults.Keys;
using Testing;

namespace Content.Tests;

public class ContentApp(TestServers servers) : ServiceApp<PublishedVideo>(servers, "content")
{
    public const string TikTokKey = "tiktok-key-0123456789";
    public const string TwitterKey = "twitter-key-0123456789";
    public const string PublicUrl = "https://content.example";
    public const long MaxBytes = 8 * 1024 * 1024;

    private static readonly SemaphoreSlim Draining = new(1);

    private readonly List<JsonElement> _heard = [];

    public string UploadsDirectory => Path.Combine(Folder, "uploads");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await RegisterAsync("tiktok", TikTokKey);
        await RegisterAsync("twitter", TwitterKey);
    }

    public HttpClient TikTok() => WithKey(TikTokKey);

    public HttpClient Twitter() => WithKey(TwitterKey);

    /// <summary>Begins an upload; returns its address, or fails with the answer.</summary>
    public static async Task<string> CreateAsync(HttpClient client, long length, string title, string creator = "keen-v", params (string Key, string Value)[] more)
    {
        using var answer = await TryCreateAsync(client, length.ToString(System.Globalization.CultureInfo.InvariantCulture), Metadata([("title", title), ("creator", creator), .. more]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString;
    }

    public static async Task<HttpResponseMessage> TryCreateAsync(HttpClient client, string? length, string? metadata)
    {
        using var request = Tus(HttpMethod.Post, "/v1/uploads");
        if (length is not null)
            request.Headers.TryAddWithoutValidation("Upload-Length", length);
        if (metadata is not null)
            request.Headers.TryAddWithoutValidation("Upload-Metadata", metadata);
        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> PatchAsync(HttpClient client, string upload, byte[] bytes, long offset = 0)
    {
        using var request = Tus(HttpMethod.Patch, upload);
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> HeadAsync(HttpClient client, string upload)
    {
        using var request = Tus(HttpMethod.Head, upload);
        return await client.SendAsync(request);
    }

    public static HttpRequestMessage Tus(HttpMethod method, string address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    public static string Metadata((string Key, string Value)[] pairs) =>
        string.Join(',', pairs.Select(pair => $"{pair.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))}"));

    /// <summary>One creation and one PATCH; returns the video's id.</summary>
    public async Task<Guid> UploadAsync(byte[] bytes, string title, string creator = "keen-v", params (string Key, string Value)[] more)
    {
        using var client = TikTok();
        var upload = await CreateAsync(client, bytes.Length, title, creator, more);
        using var answer = await PatchAsync(client, upload, bytes);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
        return Guid.Parse(answer.Headers.GetValues("Video-Id").Single());
    }

    public async Task<JsonElement> DecideAsync(Guid video, string decision, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = Admin();
        using var answer = decision == "approve"
            ? await client.PostAsync($"/v1/videos/{video}:approve", null)
            : await client.PostAsJsonAsync($"/v1/videos/{video}:{decision}", new { reason = "a reason" });
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Uploads, approves, and waits until the public pages know.</summary>
    public async Task<(Guid Id, string Slug)> PublishAsync(byte[] bytes, string title, string creator = "keen-v", params (string Key, string Value)[] more)
    {
        var id = await UploadAsync(bytes, title, creator, more);
        var video = await DecideAsync(id, "approve");
        using var client = Anonymous();
        await Eventually.IsTrueAsync(async () =>
        {
            using var answer = await client.GetAsync($"/v/{id}");
            return answer.StatusCode == HttpStatusCode.OK;
        });
        return (id, video.GetProperty("links").GetProperty("share").GetString()!["/s/".Length..]);
    }

    /// <summary>All messages of that type that Analytics would have got until now.</summary>
    public async Task<List<T>> HeardAsync<T>()
    {
        await Draining.WaitAsync();
        try
        {
            await using var connection = await new ConnectionFactory { Uri = Messaging }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            while (await channel.BasicGetAsync("analytics.content", autoAck: true) is { } got)
                _heard.Add(JsonSerializer.Deserialize<JsonElement>(got.Body.Span));
            return [.. _heard
                .Where(envelope => envelope.GetProperty("messageType")[0].GetString()!.EndsWith($":{typeof(T).Name}", StringComparison.Ordinal))
                .Select(envelope => envelope.GetProperty("message").Deserialize<T>(JsonSerializerOptions.Web)!)];
        }
        finally
        {
            Draining.Release();
        }
    }

    public Task<List<VideoUploaded>> HearUploadedAsync(Guid video) => HearAsync<VideoUploaded>(message => message.VideoId == video);

    /// <summary>Waits for the first message of the kind, and for the outbox to be empty, so that a second one would have come too.</summary>
    public async Task<List<T>> HearAsync<T>(Func<T, bool> which)
    {
        await Eventually.IsTrueAsync(async () => (await HeardAsync<T>()).Exists(message => which(message)));
        await Eventually.IsTrueAsync(async () => await ScalarAsync<long>("select count(*) from outbox_messages") == 0);
        return (await HeardAsync<T>()).FindAll(message => which(message));
    }

    protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("Content:PublicUrl", PublicUrl),
        new("Uploads:Directory", UploadsDirectory),
        new("Uploads:MaxBytes", MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new("Uploads:CheckPeriod", "00:00:00.2"),
        new("SafetyCentre:QuickExitUrl", "https://neutral.example/"),
        new("Seed:Demo", "true"),
    ];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error));
    }

    private async Task RegisterAsync(string partner, string key)
    {
        await Services.GetRequiredService<IBus>().Publish(new PartnerRegistered
        {
            PartnerId = partner,
            Revision = 1,
            Name = partner,
            Sandbox = false,
            KeyHashes = [ApiKeyHash.Of(key)],
            WebOrigins = [],
            OccurredAt = TimeProvider.System.GetUtcNow(),
        });
        using var client = WithKey(key);
        await Eventually.IsTrueAsync(async () => (await client.GetAsync("/v1/videos")).StatusCode == HttpStatusCode.OK);
    }
}
