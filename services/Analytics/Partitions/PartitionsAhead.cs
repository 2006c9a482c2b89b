using Microsoft.Extensions.Options;
using ServiceDefaults.Database;

namespace Analytics.Partitions;

/// <summary>Makes partitions before they are needed: at start and every hour.</summary>
internal sealed partial class PartitionsAhead(PartitionKeeper keeper, DatabaseReady ready, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<PartitionsAhead> logger)
    : BackgroundService
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
                // Yesterday too: decisions from before midnight are still being shown.
                var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
                await keeper.EnsureAsync(Enumerable.Range(-1, options.Value.PartitionsAhead + 2).Select(today.AddDays), stoppingToken);
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
        [LoggerMessage(1, LogLevel.Warning, "Partitions could not be made ahead; a batch that needs one makes it itself: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
