using Analytics.Ingestion;
using Analytics.Partitions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Analytics.Retention;

/// <summary>
/// Deletes what is kept long enough: raw events a day at a time, small day cells becoming <c>other</c> in the same transaction, and figures
/// by minute and hour. Safe to run at any moment and again.
/// </summary>
internal sealed partial class RetentionTurn(NpgsqlDataSource dataSource, IOptions<AnalyticsOptions> options, AnalyticsMetrics metrics, TimeProvider clock, ILogger<RetentionTurn> logger)
{
    private const int Chunk = 5_000;
    private const int DaysMerged = 10;

    // Events reported on a day lie in the partitions around it, so the last of them may still have counted when the day's own went.
    private static readonly string Merge =
        $"""
        with small as (
            delete from rollup_day_cells where day > $1 - {DaysMerged} and day <= $1 and count < 10 and value <> 'other' returning *),
        merged as (
            insert into rollup_day_cells as t (day, dimension, value, campaign_id, partner, event_type, validity, verified, count)
            select day, dimension, 'other', campaign_id, partner, event_type, validity, verified, sum(count)
            from small group by 1, 2, 4, 5, 6, 7, 8 order by 1, 2, 4, 5, 6, 7, 8
            on conflict (day, dimension, value, campaign_id, partner, event_type, validity, verified) do update set count = t.count + excluded.count)
        select count(*) from small
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // The oldest day whose events are still accepted.
        var oldest = today.AddDays(-options.Value.RawDays);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (var day in await DaysBeforeAsync(connection, oldest, cancellationToken))
            await DropAsync(connection, day, cancellationToken);
        await PruneAsync(connection, "partner_event_claims", "day < $1", oldest, cancellationToken);
        await PruneAsync(connection, "helpline_taps", Before("occurred_at"), oldest, cancellationToken);
        await PruneAsync(connection, "rollup_minutes", Before("bucket"), today.AddDays(-options.Value.MinuteDays), cancellationToken);
        await PruneAsync(connection, "rollup_hours", Before("bucket"), today.AddDays(-options.Value.HourDays), cancellationToken);
    }

    private static string Before(string column) => $"{column} < $1::date::timestamp at time zone 'UTC'";

    private static async Task<IReadOnlyList<DateOnly>> DaysBeforeAsync(NpgsqlConnection connection, DateOnly oldest, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select distinct right(inhrelid::regclass::text, 8) from pg_inherits where inhparent = any($1::regclass[])", connection)
        { Parameters = { new() { Value = PartitionKeeper.Tables } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
            days.Add(PartitionKeeper.DayOf(reader.GetString(0)));
        return [.. days.Where(day => day < oldest).Order()];
    }

    private async Task DropAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PartitionKeeper.TakeTurnAsync(connection, cancellationToken);
        for (var merging = day.AddDays(1 - DaysMerged); merging <= day; merging = merging.AddDays(1))
        {
            await DayLock.TakeCorrectionAsync(connection, merging, cancellationToken);
            await DayLock.TakeAsync(connection, merging, cancellationToken);
        }

        await using var merge = new NpgsqlCommand(Merge, connection) { CommandTimeout = 0, Parameters = { new() { Value = day } } };
        var merged = (long)(await merge.ExecuteScalarAsync(cancellationToken))!;
        await using var note = new NpgsqlCommand("insert into dropped_days (day, dropped_at, merged_cells) values ($1, $2, $3) on conflict (day) do nothing", connection)
        { Parameters = { new() { Value = day }, new() { Value = clock.GetUtcNow() }, new() { Value = merged } } };
        await note.ExecuteNonQueryAsync(cancellationToken);
        // Last, and not for long: dropping a partition holds up every writer from here to the commit. A table that is busy for longer is
        // left to the next turn.
        await using var drop = new NpgsqlCommand(
            $"set local lock_timeout = '2s'; {string.Concat(PartitionKeeper.Tables.Select(table => $"drop table if exists {PartitionKeeper.NameOf(table, day)};"))}", connection);
        await drop.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.PartitionDropped();
        Log.Dropped(logger, day, merged);
    }

    // Rows that a batch is just adding to are left to the next turn.
    private static async Task PruneAsync(NpgsqlConnection connection, string table, string condition, DateOnly day, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            await using var command = new NpgsqlCommand($"delete from {table} where ctid = any(array(select ctid from {table} where {condition} limit {Chunk} for update skip locked))", connection)
            { Parameters = { new() { Value = day } } };
            deleted = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (deleted == Chunk);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The raw events of {Day} were deleted; {Merged} small cells became part of 'other'.")]
        public static partial void Dropped(ILogger logger, DateOnly day, long merged);
    }
}
