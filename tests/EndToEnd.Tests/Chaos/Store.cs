using Npgsql;
using Traffic.Counting;

namespace EndToEnd.Tests.Chaos;

/// <summary>What stands in the metrics store: every event by its identity, as often as it stands there, and what the rollups add up to.</summary>
/// <param name="Events">Named as a <see cref="Witness"/> names them.</param>
/// <param name="Sums">Each rollup with its sum and the number of raw events that it should be.</param>
/// <param name="Duplicates">Events that came again and were dropped.</param>
internal sealed record Store(IReadOnlyList<string> Events, IReadOnlyList<RollupSum> Sums, long Duplicates)
{
    // Rollups are split by event type, so that what is missing in one type and too much in another does not even out.
    private const string Rollups =
        """
        with banner as (select event_type, count(*) as n from raw_events group by 1),
        partner as (select event_type, count(*) as n from raw_partner_events group by 1),
        sums as (
            select 'rollup_minutes' as rollup, event_type, sum(count) as n from rollup_minutes group by 2
            union all select 'rollup_hours', event_type, sum(count) from rollup_hours group by 2
            union all select 'rollup_days', event_type, sum(count) from rollup_days group by 2
            union all select 'rollup_day_cells ' || dimension, event_type, sum(count) from rollup_day_cells group by 1, 2),
        rollups as (select distinct rollup from sums)
        select r.rollup || ' ' || b.event_type, coalesce(s.n, 0)::bigint, b.n from rollups r cross join banner b left join sums s using (rollup, event_type)
        union all select s.rollup || ' ' || s.event_type, s.n::bigint, 0 from sums s where not exists (select from banner b where b.event_type = s.event_type)
        union all select 'partner_rollup_days ' || event_type, coalesce(sum(d.events), 0)::bigint, max(coalesce(p.n, 0)) from partner p full join partner_rollup_days d using (event_type) group by event_type
        union all select 'partner_event_claims', (select count(*) from partner_event_claims), (select count(*) from raw_partner_events)
        union all select 'ingestion_outcomes banner', coalesce(sum(count), 0)::bigint, (select count(*) from raw_events) from ingestion_outcomes where source = 'banner' and outcome = 'stored'
        union all select 'ingestion_outcomes partner', coalesce(sum(count), 0)::bigint, (select count(*) from raw_partner_events) from ingestion_outcomes where source = 'partner' and outcome = 'stored'
        """;

    public static async Task<Store> ReadAsync(string database, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(database);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // One snapshot: what is counted between two of these statements would look like a difference.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var events = await ReadAsync(connection, "select decision_id, event_type from raw_events", row => Witness.Banner(row.GetGuid(0), row.GetString(1)), cancellationToken);
        events.AddRange(await ReadAsync(connection, "select partner, source, event_id from raw_partner_events", row => Witness.Partner(row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken));
        var sums = await ReadAsync(connection, Rollups, row => new RollupSum(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken);
        var duplicates = await ReadAsync(connection, "select coalesce(sum(count), 0)::bigint from ingestion_outcomes where outcome = 'duplicate'", row => row.GetInt64(0), cancellationToken);
        return new Store(events, sums, duplicates[0]);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}

/// <param name="Rollup">Table, dimension and event type.</param>
/// <param name="Sum">What it adds up to.</param>
/// <param name="Events">What stands in the raw events.</param>
internal sealed record RollupSum(string Rollup, long Sum, long Events);
