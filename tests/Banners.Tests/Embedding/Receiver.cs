using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Banners.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Testing;

namespace Banners.Tests.Embedding;

/// <summary>Banners as a test wants it, over real HTTP: has a banner for every search, answers reports as it was told and counts them.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _reports = new();
    private readonly ConcurrentQueue<(int Status, string? RetryAfter, bool Readable)> _answers = new();

    private Receiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What was searched.</summary>
    public ConcurrentQueue<string> Searches { get; } = new();

    /// <summary>What requests said about the page that they came from.</summary>
    public ConcurrentQueue<string> Referrers { get; } = new();

    /// <summary>Paths of the reports, each time that one came.</summary>
    public IReadOnlyList<string> Reports => [.. _reports];

    /// <param name="banner">What every search is answered with.</param>
    public static async Task<Receiver> StartAsync(object banner)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.Map(banner);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next report that nothing else was said about is answered so; then it is 202 again.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="retryAfter">The header.</param>
    /// <param name="readable">Not so: as a gateway in between answers, without leave for the page, to which it is as if nobody had.</param>
    public void AnswerWith(int status, string? retryAfter = null, bool readable = true) => _answers.Enqueue((status, retryAfter, readable));

    public Task<IReadOnlyList<string>> ReportsAsync(int count) => Eventually.GetAsync(() => Task.FromResult(Reports), reports => reports.Count >= count);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(object banner)
    {
        _app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            (headers.AccessControlAllowOrigin, headers.AccessControlAllowHeaders, headers.AccessControlExposeHeaders) = ("*", "content-type", "Retry-After");
            if (http.Request.Method == HttpMethods.Post && http.Request.Headers.Referer is [{ } referrer])
                Referrers.Enqueue(referrer);
            return next(http);
        });
        _app.MapGet("/embed.js", () => TypedResults.Bytes(ServeEmbed.Script.Bytes, "text/javascript; charset=utf-8"));
        _app.MapMethods("/v1/decisions", [HttpMethods.Options], () => TypedResults.NoContent());
        _app.MapPost("/v1/decisions", async (HttpContext http) =>
        {
            Searches.Enqueue((string)(await JsonNode.ParseAsync(http.Request.Body))!["query"]!);
            return TypedResults.Ok(new
            {
                campaign = "119 – Enfance en danger",
                banner,
                impressionUrl = "https://public.test/v1/impressions/token",
                viewableUrl = "https://public.test/v1/impressions/token:viewable",
                tapUrl = "https://public.test/v1/taps/token",
                clickUrl = new Uri(Address, "/c/token"),
            });
        });
        _app.MapPost("/v1/impressions/{token}", Report);
        _app.MapPost("/v1/taps/{token}", Report);
    }

    private StatusCodeHttpResult Report(HttpContext http)
    {
        _reports.Enqueue(http.Request.Path);
        if (!_answers.TryDequeue(out var answer))
            answer = (StatusCodes.Status202Accepted, null, true);
        if (!answer.Readable)
            http.Response.Headers.Remove(HeaderNames.AccessControlAllowOrigin);
        if (answer.RetryAfter is { } retryAfter)
            http.Response.Headers.RetryAfter = retryAfter;
        return TypedResults.StatusCode(answer.Status);
    }
}
