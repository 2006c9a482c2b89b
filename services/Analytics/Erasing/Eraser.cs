using Analytics.Data;
using Analytics.Ingestion;
using Analytics.Jobs;
using Npgsql;

namespace Analytics.Erasing;

/// <summary>
/// Deletes everything that the store holds of a partner: its events and their identities, every rollup cell, and its name. A day at a time,
/// events and figures together, so that a rebuild still finds them equal. What was deleted is left for nobody to tell, so what comes again
/// afterwards counts again.
/// </summary>
internal sealed partial class Eraser(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<Eraser> logger)
{
    private const string DaysOf =
        """
        select day from rollup_days where partner = $1
        union select day from rollup_day_cells where partner = $1
        union select day from partner_rollup_days where partner = $1
        union select day from raw_partner_events where partner = $1
        union select (received_at at time zone 'UTC')::date from raw_events where partner = $1
        union select (bucket at time zone 'UTC')::date from rollup_hours where partner = $1
        union select (bucket at time zone 'UTC')::date from rollup_minutes where partner = $1
        order by 1
        """;

    // In the order in which the ingestion touches these tables.
    private static readonly string[] OfDay =
    [
        """
        with gone as (delete from raw_partner_events where day = $1 and partner = $2 returning source, event_id)
        delete from partner_event_claims c using gone where c.partner = $2 and c.source = gone.source and c.event_id = gone.event_id
        """,
        $"delete from raw_events where {Rollups.ReportedOnDay} and partner = $2",
        .. Rollups.OfBannerEvents.Concat(Rollups.OfPartnerEvents).Select(x => $"delete from {x.Table} t where {x.OfDay} and t.partner = $2"),
    ];

    // What belongs to no day's figures. A claim or a count of today may be of an event that came after its day was done.
    private static readonly string[] Rest =
    [
        "delete from partner_event_claims where partner = $1 and day < $2",
        "delete from partner_cells where partner = $1 and $2 is not null",
        "update videos set partner = null where partner = $1 and $2 is not null",
        "update flights set partner = null where partner = $1 and $2 is not null",
        // A sandbox keeps its mark: without it, what it sends next would count as real.
        "delete from known_partners where id = $1 and not sandbox and $2 is not null",
    ];

    // Rows that a batch may be adding to, whatever day it is of: they are locked in the order of their key before any of them is deleted, as the ingestion touches them.
    private static readonly (string Table, string Key)[] Counters =
    [
        ("partner_late_days", "day, partner"),
        ("decision_rollup_days", "day, campaign_id, partner, verified"),
        ("ingestion_outcomes", "day, source, partner, outcome"),
    ];

    public async Task<string?> RunAsync(Job job, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Days that an earlier run has done hold nothing any more, so they are not in here.
        var days = await connection.ReadDaysAsync(DaysOf, [job.Partner], cancellationToken);
        await connection.ExecuteAsync("update jobs set days = done_days + $2 where id = $1", [job.Id, days.Count], cancellationToken);
        foreach (var day in days)
            await EraseAsync(connection, job, day, cancellationToken);
        long rows = 0;
        foreach (var sql in Rest)
            rows += await connection.ExecuteAsync(sql, [job.Partner, today], cancellationToken);
        foreach (var (table, key) in Counters)
            rows += await EraseAsync(connection, table, key, job.Partner, cancellationToken);
        await connection.ExecuteAsync("update jobs set changed = changed + $2 where id = $1", [job.Id, rows], cancellationToken);
        return null;
    }

    private static async Task<int> EraseAsync(NpgsqlConnection connection, string table, string key, string partner, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"select from {table} where partner = $1 order by {key} for update", [partner], cancellationToken);
        var rows = await connection.ExecuteAsync($"delete from {table} where partner = $1", [partner], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    private async Task EraseAsync(NpgsqlConnection connection, Job job, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DayLock.TakeCorrectionAsync(connection, day, cancellationToken);
        await DayLock.TakeAsync(connection, day, cancellationToken);
        long rows = 0;
        foreach (var sql in OfDay)
            rows += await connection.ExecuteAsync(sql, [day, job.Partner], cancellationToken);
        await connection.ExecuteAsync("update jobs set done_through = $2, done_days = done_days + 1, changed = changed + $3 where id = $1", [job.Id, day, rows], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Erased(logger, job.Id, day, rows);
    }

    private static partial class Log
    {
        // The job's id and not the partner's: logs are kept elsewhere and would still name it.
        [LoggerMessage(1, LogLevel.Information, "Erasure {Job} deleted {Rows} rows of {Day}.")]
        public static partial void Erased(ILogger logger, Guid job, DateOnly day, long rows);
    }
}
