using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace Traffic.Tests;

/// <summary>The public addresses of the five services in one process, as troublesome as a test wants them.</summary>
internal sealed class FakeSystem : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counted = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private int _decisions;

    private FakeSystem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/decisions", Decide);
        foreach (var kind in new[] { "impressions", "taps" })
            _app.MapPost($"/v1/{kind}/{{token}}", (string token, HttpContext context) => Record($"{kind}/{token}", kind, 1, StatusCodes.Status202Accepted, context));
        _app.MapGet("/c/{token}", (string token, HttpContext context) => Record($"c/{token}", "clicks", 1, StatusCodes.Status303SeeOther, context));
        _app.MapPost("/v1/events/{partner}", (string partner, HttpContext context) => ReceiveAsync(context));
        _app.MapGet("/v1/summary", Summary);
    }

    /// <summary>How the first attempt of everything is answered; null: as it should be.</summary>
    public Func<string, HttpContext, IResult?> FirstAttempt { get; set; } = (_, _) => null;

    /// <summary>What is counted for one acknowledged event.</summary>
    public int CountsFor { get; set; } = 1;

    public static async Task<FakeSystem> StartAsync()
    {
        var system = new FakeSystem();
        await system._app.StartAsync();
        return system;
    }

    public ReadyFile Ready()
    {
        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new ReadyFile
        {
            Urls = new ReadyUrls { Banners = address, Content = address, Analytics = address, Partners = address },
            AdminKey = "admin",
            Partners = new[] { "tiktok", "twitter" }.ToDictionary(id => id, _ => new ReadyPartner { Key = "key", WebhookSecret = Secret }, StringComparer.Ordinal),
        };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Decide(HttpRequest request)
    {
        var token = $"t{Interlocked.Increment(ref _decisions)}";
        var at = $"{request.Scheme}://{request.Host}";
        return token.EndsWith('0') ? Results.NoContent() : Results.Ok(new
        {
            DecisionId = Guid.NewGuid(),
            ImpressionUrl = $"{at}/v1/impressions/{token}",
            ViewableUrl = $"{at}/v1/impressions/{token}:viewable",
            ClickUrl = $"{at}/c/{token}",
            TapUrl = $"{at}/v1/taps/{token}",
        });
    }

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        new StandardWebhook(Secret, WebhookConfigurationOptions.StandardWebhooks).Verify(body, context.Request.Headers);
        using var json = JsonDocument.Parse(body);
        var events = json.RootElement.ValueKind is JsonValueKind.Array ? json.RootElement.GetArrayLength() : 1;
        return Record(context.Request.Headers["webhook-id"].ToString(), "events", events, StatusCodes.Status202Accepted, context);
    }

    private IResult Record(string key, string kind, int events, int acknowledged, HttpContext context)
    {
        if (_attempts.AddOrUpdate(key, 1, (_, attempts) => attempts + 1) == 1 && FirstAttempt(kind, context) is { } trouble)
            return trouble;
        _counted.TryAdd($"{(key.EndsWith(":viewable", StringComparison.Ordinal) ? "viewable" : kind)} {key}", events);
        context.Response.Headers.Location = "/fr/119";
        return Results.StatusCode(acknowledged);
    }

    private IResult Summary()
    {
        return Results.Ok(new
        {
            Verified = new { Impressions = Sum("impressions"), Viewable = Sum("viewable"), Clicks = Sum("clicks"), Taps = Sum("taps") },
            PartnerEvents = new { Received = Sum("events"), Total = Sum("events") },
            Uploads = 0,
            VideosPublished = 0,
        });

        long Sum(string kind) => _counted.Where(entry => entry.Key.StartsWith($"{kind} ", StringComparison.Ordinal)).Sum(entry => entry.Value) * CountsFor;
    }
}
