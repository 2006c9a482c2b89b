using Analytics.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Analytics.Ingestion;

/// <summary>Reads when the last event came from the store, so that the age counts across restarts and all replicas.</summary>
internal sealed partial class LastEventWatch(IServiceScopeFactory scopes, DatabaseReady ready, AnalyticsMetrics metrics, TimeProvider clock, ILogger<LastEventWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<MetricsDbContext>();
                if (await db.IngestionStates.MaxAsync(x => (DateTimeOffset?)x.LastEventAt, stoppingToken) is { } last)
                    metrics.LastEvent(last);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The time of the last event could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
