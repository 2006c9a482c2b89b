using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Partners.Signing;
using Testing;

namespace Partners.Tests;

/// <summary>A partner's receiver: a real listener on a free port that answers as told, the last answer for ever.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();
    private int _requests;

    private Receiver(Func<HttpResponse, Task>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var answer = answers[Math.Min(Interlocked.Increment(ref _requests), answers.Length) - 1];
            await answer(context.Response);
            _received.Enqueue(new Received(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
        });
    }

    public Uri Url => new(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/hook?token=receiver-token");

    public IReadOnlyList<Received> Requests => [.. _received];

    public static async Task<Receiver> StartAsync(params Func<HttpResponse, Task>[] answers)
    {
        var receiver = new Receiver(answers is [] ? [Status(204)] : answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Func<HttpResponse, Task> Status(int status) => Answer(response => response.StatusCode = status);

    public static Func<HttpResponse, Task> Answer(Action<HttpResponse> answer) => response =>
    {
        answer(response);
        return Task.CompletedTask;
    };

    /// <summary>Answers 204 when the signal comes, or never because the client has hung up.</summary>
    public static Func<HttpResponse, Task> After(Task signal) => async response =>
    {
        await signal.WaitAsync(response.HttpContext.RequestAborted);
        response.StatusCode = 204;
    };

    public Task<IReadOnlyList<Received>> HearAsync(int requests) =>
        Eventually.GetAsync(() => Task.FromResult(Requests), heard => heard.Count >= requests);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public sealed record Received(string Path, IHeaderDictionary Headers, byte[] Body)
    {
        public string Id => Headers["webhook-id"].ToString();

        public string[] Signatures => Headers["webhook-signature"].ToString().Split(' ');

        public string Text => System.Text.Encoding.UTF8.GetString(Body);

        public bool IsSignedWith(string secret, TimeProvider clock)
        {
            WebhookSecret.TryParse(secret, out var parsed).ShouldBeTrue();
            return WebhookSignature.Check([parsed], SignedHeaders.Of(Headers), Body, clock.GetUtcNow()) == SignatureCheck.Good;
        }
    }
}
