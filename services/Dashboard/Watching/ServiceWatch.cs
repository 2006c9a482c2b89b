using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Neighbours;
using Microsoft.Extensions.Options;
using ServiceDefaults;
using ServiceDefaults.Health;

namespace Dashboard.Watching;

/// <summary>Looks at one service's <c>/health</c> and <c>/version</c>.</summary>
internal sealed class ServiceWatch(string service, IHttpClientFactory clients, IncidentLog incidents, SystemBoard board, IOptions<WatchOptions> options, TimeProvider clock) : IWatch
{
    public const string ClientName = "watch";

    // The checks of ServiceDefaults that say what waits to leave the service.
    private static readonly string[] Backlogs = ["outbox", "batcher"];

    private readonly DateTimeOffset _watchedSince = clock.GetUtcNow();
    private readonly HashSet<string> _instances = new(StringComparer.Ordinal);
    private DateTimeOffset? _firstSeen;
    private int _silences;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Patience);
        try
        {
            using var client = clients.CreateClient(ClientName);
            client.BaseAddress = NeighbourClients.AddressOf(service);
            using var answer = await client.GetAsync("/health", patience.Token);
            var health = await ReadAsync(answer, patience.Token);
            var version = await client.GetFromJsonAsync<VersionAnswer>("/version", patience.Token);
            _silences = 0;
            Judge(health, answer.StatusCode, version);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            JudgeSilence(exception);
        }
    }

    private static async Task<HealthAnswer?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.Content.Headers.ContentType?.MediaType is "application/json" ? await answer.Content.ReadFromJsonAsync<HealthAnswer>(cancellationToken) : null;

    private void Judge(HealthAnswer? health, HttpStatusCode status, VersionAnswer? version)
    {
        var standing = health?.Status switch
        {
            "healthy" => Standing.Healthy,
            "degraded" => Standing.Degraded,
            null when status is HttpStatusCode.OK => Standing.Healthy,
            _ => Standing.Unhealthy,
        };
        var notWell = health?.Checks.Where(check => check.Value.Status is not "healthy").ToLookup(check => Backlogs.Contains(check.Key, StringComparer.Ordinal), Say);
        List<string> backlog = [.. notWell?[true] ?? []], others = [.. notWell?[false] ?? []];
        incidents.Clear(service, IncidentKind.Down);
        Report(IncidentKind.Unhealthy, standing is Standing.Unhealthy, others);
        // What only waits to be sent has an alarm with words of its own.
        Report(IncidentKind.Degraded, standing is Standing.Degraded && (others.Count > 0 || backlog.Count == 0), others);
        Report(IncidentKind.Backlog, backlog.Count > 0, backlog);
        NoticeRestart(version);
        board.Set(new SubjectState(service, standing, [.. others, .. backlog], version?.StartedAt, version?.Version, clock.GetUtcNow()));
    }

    private static string Say(KeyValuePair<string, HealthAnswer.Check> check) => $"{check.Key}: {check.Value.Description ?? check.Value.Status}";

    private void Report(IncidentKind kind, bool isSo, List<string> reasons)
    {
        if (isSo)
            incidents.Raise(service, kind, string.Join("; ", reasons));
        else
            incidents.Clear(service, kind);
    }

    // Replicas answer in turn, so an instance not seen before is only news when it started while this service was watched.
    private void NoticeRestart(VersionAnswer? version)
    {
        if (version is null || !_instances.Add(version.Instance))
            return;
        if (_firstSeen is { } since && version.StartedAt > since)
            incidents.Note(service, IncidentKind.Restarted, $"instance {version.Instance}, started {version.StartedAt:HH:mm:ss} UTC");
        _firstSeen ??= clock.GetUtcNow();
    }

    // A refused connection is certain; a slow answer may be a busy machine, so it takes two of them.
    private void JudgeSilence(Exception exception)
    {
        _silences++;
        if (exception is OperationCanceledException && _silences < 2)
            return;
        var awaited = _firstSeen is null && clock.GetUtcNow() - _watchedSince < options.Value.StartGrace;
        var reason = exception is HttpRequestException { InnerException: { } inner } ? inner.Message : exception.Message;
        if (!awaited)
            incidents.Raise(service, IncidentKind.Down, reason);
        incidents.Clear(service, IncidentKind.Unhealthy, IncidentKind.Degraded, IncidentKind.Backlog);
        board.Set(new SubjectState(service, awaited ? Standing.Awaited : Standing.Down, [reason], board.Of(service)?.StartedAt, board.Of(service)?.Version, clock.GetUtcNow()));
    }
}
