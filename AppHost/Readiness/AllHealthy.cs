using System.Net.Http.Headers;
using System.Text.Json;
using AppHost.Terminal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Readiness;

/// <summary>
/// Asks every service until each one says healthy (degraded is not enough) and knows the partners' keys that the ready file gives away, then
/// writes that file and says what to do with the system.
/// </summary>
internal sealed partial class AllHealthy(ReadyFile ready, string file, bool summary, bool demo, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = loggers.CreateLogger(PeopleConsole.Category);

    public bool Reached { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var began = clock.GetTimestamp();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waiting = new List<string> { ready.Urls.Dashboard, ready.Urls.Banners, ready.Urls.Content, ready.Urls.Analytics, ready.Urls.Partners };
        IReadOnlyList<(string Url, string Key)> strangers =
            [.. from url in new[] { ready.Urls.Banners, ready.Urls.Content, ready.Urls.Analytics, ready.Urls.Partners } from partner in ready.Partners.Values select (url, partner.Key)];
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            var answers = await Task.WhenAll(waiting.Select(async url => (Url: url, Healthy: await IsHealthyAsync(client, url, stoppingToken))));
            waiting.RemoveAll(url => answers.Any(answer => answer.Healthy && string.Equals(answer.Url, url, StringComparison.Ordinal)));
            if (waiting.Count == 0)
                strangers = await StrangersAsync(client, strangers, stoppingToken);
        }
        while (waiting.Count + strangers.Count > 0 && await timer.WaitForNextTickAsync(stoppingToken));

        Reached = true;
        ready.Write(file);
        Log.Healthy(_logger, clock.GetElapsedTime(began).TotalSeconds, file);
        if (summary)
            Log.Summary(_logger, Summary.Of(ready, demo));
    }

    private static Task<bool> IsHealthyAsync(HttpClient client, string url, CancellationToken cancellationToken) =>
        AskAsync(client, new HttpRequestMessage(HttpMethod.Get, $"{url}/health"), async answer => SaysHealthy(await answer.Content.ReadAsStringAsync(cancellationToken)), cancellationToken);

    /// <summary>The partners tell each service by message, a moment after the start; until then a good key is answered 401.</summary>
    private static async Task<IReadOnlyList<(string Url, string Key)>> StrangersAsync(HttpClient client, IReadOnlyList<(string Url, string Key)> keys, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(keys.Select(at => AskAsync(
            client, new HttpRequestMessage(HttpMethod.Get, $"{at.Url}/v1/caller") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", at.Key) } }, _ => Task.FromResult(true), cancellationToken)));
        return [.. keys.Zip(answers).Where(asked => !asked.Second).Select(asked => asked.First)];
    }

    private static async Task<bool> AskAsync(HttpClient client, HttpRequestMessage request, Func<HttpResponseMessage, Task<bool>> satisfies, CancellationToken cancellationToken)
    {
        try
        {
            using var asking = request;
            using var response = await client.SendAsync(asking, cancellationToken);
            return response.IsSuccessStatusCode && await satisfies(response);
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    internal static bool SaysHealthy(string body)
    {
        if (!body.TrimStart().StartsWith('{'))
            return string.Equals(body.Trim(), "healthy", StringComparison.OrdinalIgnoreCase);
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind is JsonValueKind.String && string.Equals(status.GetString(), "healthy", StringComparison.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "everything is healthy after {Seconds:0.0} s; addresses and keys for programs: {File}")]
        public static partial void Healthy(ILogger logger, double seconds, string file);

        [LoggerMessage(2, LogLevel.Information, "{Summary}")]
        public static partial void Summary(ILogger logger, string summary);
    }
}
