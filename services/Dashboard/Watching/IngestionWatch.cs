using Dashboard.Neighbours;
using Microsoft.Extensions.Options;

namespace Dashboard.Watching;

/// <summary>Notices that events stopped coming although they were flowing; a campaign at rest is no incident.</summary>
internal sealed class IngestionWatch(IServiceScopeFactory scopes, IncidentLog incidents, IOptions<WatchOptions> options, TimeProvider clock) : IWatch
{
    // A pause longer than this between two events ends a stretch of steady traffic.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(20);
    private DateTimeOffset? _flowingSince;
    private DateTimeOffset? _lastEvent;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<AnalyticsClient>().IngestionAsync(cancellationToken);
        if (answer.Value?.LastEventAt is { } lastEvent)
            Judge(lastEvent);
    }

    internal void Judge(DateTimeOffset lastEvent)
    {
        var now = clock.GetUtcNow();
        if (lastEvent != _lastEvent)
        {
            if (_lastEvent is null || lastEvent - _lastEvent > Gap)
                _flowingSince = lastEvent;
            _lastEvent = lastEvent;
        }

        var silence = now - lastEvent;
        var wasFlowing = _flowingSince is { } since && lastEvent - since >= options.Value.FlowingFor;
        if (wasFlowing && silence >= options.Value.StaleAfter && silence < options.Value.QuietAfter)
            incidents.Raise(Subjects.Ingestion, IncidentKind.Stale, $"last event {lastEvent:HH:mm:ss} UTC");
        else
            incidents.Clear(Subjects.Ingestion, IncidentKind.Stale);
    }
}
