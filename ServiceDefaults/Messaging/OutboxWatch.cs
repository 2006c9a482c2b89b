using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceDefaults.Database;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Messaging;

/// <summary>Reads how many messages wait in the outbox and since when; what it reads is a metric and a part of <c>/health</c>.</summary>
internal sealed partial class OutboxWatch(NpgsqlDataSource dataSource, Backlog backlog, DatabaseReady ready, TimeProvider clock, ILogger<OutboxWatch> logger) : BackgroundService
{
    /// <summary>More than this is not counted: after an hour without a broker it would take as long as a turn.</summary>
    public const int CountedTo = 10_000;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            select (select count(*) from (select from outbox_messages limit {CountedTo + 1}) x),
                ({OutboxMessage.OldestSql})
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        backlog.SetOutbox(reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                using var quiet = QuietWork.Begin();
                await LookAsync(stoppingToken);
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
        [LoggerMessage(1, LogLevel.Warning, "The outbox could not be counted: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
