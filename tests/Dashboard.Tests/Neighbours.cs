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
    private WebApplication? _app;
    private int _port;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>The tokens that came with the commands.</summary>
    public ConcurrentQueue<string> ActingUsers { get; } = new();

    public ConcurrentQueue<string> Queries { get; } = new();

    public int CommandStatus { get; set; } = StatusCodes.Status204NoContent;

    public string Health { get; set; } = """{"status":"healthy","checks":{}}""";

    public string Instance { get; set; } = Guid.NewGuid().ToString("N");

    public DateTimeOffset StartedAt { get; private set; }

    public void Answer(string path, string json) => _answers[path] = () => json;

    public void Answer(string path, Func<string> json) => _answers[path] = json;

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

        if (HttpMethods.IsPost(context.Request.Method))
        {
            Commands.Enqueue(path);
            ActingUsers.Enqueue(context.Request.Headers[ServiceDefaults.Keys.ActingUser.Header].ToString());
            Queries.Enqueue(context.Request.QueryString.ToString());
            context.Response.StatusCode = CommandStatus;
            return Task.CompletedTask;
        }

        if (_answers.TryGetValue(path + context.Request.QueryString, out var answer) || _answers.TryGetValue(path, out answer))
            return context.Response.WriteAsync(answer());
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
