using Analytics.Data;
using Analytics.PartnerCells;
using Npgsql;
using ServiceDefaults.Database;

namespace Analytics.Retention;

/// <summary>Every hour, on one replica: closes days for partners, then deletes what is kept long enough.</summary>
internal sealed partial class UpkeepLoop(NpgsqlDataSource dataSource, DayCloser closer, RetentionTurn retention, DatabaseReady ready, TimeProvider clock, ILogger<UpkeepLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                await OneReplica.RunAsync(dataSource, OneReplica.Upkeep, async () =>
                {
                    await closer.RunAsync(stoppingToken);
                    await retention.RunAsync(stoppingToken);
                }, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The hourly upkeep did not get to its end and goes on in an hour: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
