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

    private static readonly string[] Additions = [.. Rollups.OfBannerEvents.Select(x => x.Add("fresh_events"))];

    public static async Task<Stored> StoreAsync(NpgsqlConnection connection, int staged, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                DayLock.Share(days), new NpgsqlBatchCommand(Store), new NpgsqlBatchCommand("select count(*), max(received_at) from fresh_events"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var fresh = reader.GetInt64(0);
        return new Stored(fresh, staged - fresh, await reader.IsDBNullAsync(1, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellationToken));
    }

    public static async Task RollUpAsync(NpgsqlConnection connection, DateOnly today, Drops drops, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in Additions)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.BatchCommands.Add(Outcomes.Count("banner", "staged_events", "fresh_events", today, drops));
        batch.BatchCommands.Add(Outcomes.LastEvent("banner", "fresh_events"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
