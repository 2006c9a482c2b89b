using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceDefaults.Database;

namespace ServiceDefaults.Messaging;

/// <summary>Forgets handled messages after a week: nothing is redelivered after that.</summary>
internal sealed partial class InboxPurge(NpgsqlDataSource dataSource, DatabaseReady ready, TimeProvider clock, ILogger<InboxPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    internal async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from inbox_messages where handled_at < $1");
        command.Parameters.Add(new NpgsqlParameter { Value = clock.GetUtcNow() - Kept });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
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
        [LoggerMessage(1, LogLevel.Warning, "Old inbox rows could not be deleted: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
