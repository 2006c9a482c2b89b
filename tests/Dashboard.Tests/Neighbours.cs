using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests;

/// <summary>
/// One of the other services at the dashboard's edge: real Kestrel, the answers of the contract, and a note of each command.
/// It keeps its port when it is stopped and started again, as a service does.
/// </summary>
internal sealed class Neighbour : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<string>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<string, (int Status, string Json, string? Language)>> _replies = new(StringComparer.Ordinal);
    private WebApplication? _app;
    private int _port;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>The tokens that came with the commands.</summary>
    public ConcurrentQueue<string> ActingUsers { get; } = new();

    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>The commands with all that was sent.</summary>
    public ConcurrentQueue<SentCommand> Sent { get; } = new();

    public int CommandStatus { get; set; } = StatusCodes.Status204NoContent;

    public string Health { get; set; } = """{"status":"healthy","checks":{}}""";

    public string Instance { get; set; } = Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; private set; }

    public void Answer(string path, string json) => _answers[path] = () => json;

    public void Answer(string path, Func<string> json) => _answers[path] = json;

    /// <param name="command">Method and path: <c>PUT /v1/…</c>.</param>
    public void Reply(string command, Func<string> json) => _replies[command] = _ => (StatusCodes.Status200OK, json(), null);

    /// <summary>With <c>application/problem+json</c>.</summary>
    public void Refuse(string command, int status, string problem) => _replies[command] = _ => (status, problem, null);

    /// <summary>As a service does that speaks both: in the language that is asked for, which it names.</summary>
    public void Refuse(string command, int status, string english, string french) =>
        _replies[command] = accepted => accepted.StartsWith("fr", StringComparison.Ordinal) ? (status, french, "fr") : (status, english, "en");

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _app = builder.Build();
        _app.Run(HandleAsync);
        StartedAt = TimeProvider.System.GetUtcNow();
        await _app.StartAsync();
        _port = new Uri(_app.Urls.Single()).Port;
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        Instance = Guid.NewGuid().ToString("N");
        await StartAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var path = context.Request.Path.Value!;
        if (path is "/health")
        {
            if (Health.Contains("\"unhealthy\"", StringComparison.Ordinal))
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(Health);
        }

        if (path is "/version")
            return context.Response.WriteAsync($$"""{"service":"x","version":"1.0.0","runtime":"10","startedAt":"{{StartedAt:O}}","instance":"{{Instance}}"}""");
        if (context.Request.Headers.Authorization != $"Bearer {Testing.ServiceApp<Layout.App>.AdminKey}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
            return HandleCommandAsync(context, path);
        if (_answers.TryGetValue(path + context.Request.QueryString, out var answer) || _answers.TryGetValue(path, out answer))
            return context.Response.WriteAsync(answer());
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task HandleCommandAsync(HttpContext context, string path)
    {
        var request = context.Request;
        using var body = new StreamReader(request.Body);
        Sent.Enqueue(new SentCommand($"{request.Method} {path}", request.QueryString.ToString(), await body.ReadToEndAsync(context.RequestAborted)));
        Commands.Enqueue(path);
        ActingUsers.Enqueue(request.Headers[ServiceDefaults.Keys.ActingUser.Header].ToString());
        Queries.Enqueue(request.QueryString.ToString());
        if (!_replies.TryGetValue($"{request.Method} {path}", out var reply))
        {
            context.Response.StatusCode = CommandStatus;
            return;
        }

        var (status, json, language) = reply(request.Headers.AcceptLanguage.ToString());
        context.Response.StatusCode = status;
        if (status >= StatusCodes.Status400BadRequest)
            context.Response.ContentType = "application/problem+json";
        if (language is not null)
            context.Response.Headers.ContentLanguage = language;
        await context.Response.WriteAsync(json, context.RequestAborted);
    }
}

/// <param name="Command">Method and path.</param>
internal sealed record SentCommand(string Command, string Query, string Body);
