using Npgsql;

namespace Analytics.Ingestion;

/// <summary>
/// The statements of the banner pipeline. Every one touches its rows in the order of their key and the tables always follow in the
/// same order, so that transactions side by side wait for each other but never in a circle.
/// </summary>
internal static class BannerEventSql
{
    // The first receipt wins when a batch holds the same event twice.
    private const string Store =
        """
        with fresh as (
            insert into raw_events (day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
                locale, country, region, device, validity, verified, received_at)
            select distinct on (day, decision_id, event_type) day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
                locale, country, region, device, validity, verified, received_at
            from staged_events order by day, decision_id, event_type, received_at
            on conflict (day, decision_id, event_type) do nothing
            returning day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
                locale, country, region, device, validity, verified, received_at)
        insert into fresh_events select * from fresh
        """;

    private const string Minutes =
        """
        insert into rollup_minutes as t (bucket, campaign_id, partner, event_type, validity, verified, count)
        select date_trunc('minute', received_at, 'UTC'), campaign_id, partner, event_type, validity, verified, count(*)
        from fresh_events group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (bucket, campaign_id, partner, event_type, validity, verified) do update set count = t.count + excluded.count
        """;

    private const string Hours =
        """
        insert into rollup_hours as t (bucket, campaign_id, banner_id, partner, event_type, validity, verified, count)
        select date_trunc('hour', received_at, 'UTC'), campaign_id, banner_id, partner, event_type, validity, verified, count(*)
        from fresh_events group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (bucket, campaign_id, banner_id, partner, event_type, validity, verified) do update set count = t.count + excluded.count
        """;

    private const string Days =
        """
        insert into rollup_days as t (day, campaign_id, banner_id, partner, event_type, validity, verified, count)
        select (received_at at time zone 'UTC')::date, campaign_id, banner_id, partner, event_type, validity, verified, count(*)
        from fresh_events group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (day, campaign_id, banner_id, partner, event_type, validity, verified) do update set count = t.count + excluded.count
        """;

    // A region is the finest place that the platform gave.
    private const string DayCells =
        """
        insert into rollup_day_cells as t (day, dimension, value, campaign_id, partner, event_type, validity, verified, count)
        select (e.received_at at time zone 'UTC')::date, c.dimension, c.value, e.campaign_id, e.partner, e.event_type, e.validity, e.verified, count(*)
        from fresh_events e cross join lateral (values
            ('keyword', e.keyword_id::text), ('locale', coalesce(e.locale, '')), ('region', coalesce(e.region, e.country, '')), ('device', coalesce(e.device, ''))
        ) as c (dimension, value)
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
        on conflict (day, dimension, value, campaign_id, partner, event_type, validity, verified) do update set count = t.count + excluded.count
        """;

    public static async Task<Stored> StoreAsync(NpgsqlConnection connection, int staged, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand(Store), new NpgsqlBatchCommand("select count(*), max(received_at) from fresh_events") },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var fresh = reader.GetInt64(0);
        return new Stored(fresh, staged - fresh, await reader.IsDBNullAsync(1, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken));
    }

    public static async Task RollUpAsync(NpgsqlConnection connection, DateOnly today, Drops drops, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Minutes), new NpgsqlBatchCommand(Hours), new NpgsqlBatchCommand(Days), new NpgsqlBatchCommand(DayCells),
                Outcomes.Count("banner", "staged_events", "fresh_events", today, drops), Outcomes.LastEvent("banner", "fresh_events"),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
