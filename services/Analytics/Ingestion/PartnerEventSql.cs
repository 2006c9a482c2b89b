using Analytics.Quality;
using Npgsql;

namespace Analytics.Ingestion;

/// <summary>The statements of the partners' pipeline; rows and tables in one fixed order, as in <see cref="BannerEventSql"/>.</summary>
internal static class PartnerEventSql
{
    // The claim is undated: the same event with another time is still the same event.
    private const string Claim =
        """
        with claimed as (
            insert into partner_event_claims (partner, source, event_id, day)
            select distinct on (partner, source, event_id) partner, source, event_id, claim_day
            from staged_partner_events order by partner, source, event_id, occurred_at
            on conflict (partner, source, event_id) do nothing
            returning partner, source, event_id)
        insert into fresh_partner_events
        select distinct on (s.partner, s.source, s.event_id) s.*
        from staged_partner_events s join claimed using (partner, source, event_id)
        order by s.partner, s.source, s.event_id, s.occurred_at
        """;

    private const string Store =
        """
        insert into raw_partner_events (day, partner, source, event_id, event_type, occurred_at, campaign_id, subject, count, sandbox, received_at)
        select day, partner, source, event_id, event_type, occurred_at, campaign_id, subject, count, sandbox, received_at from fresh_partner_events
        """;

    private static readonly string[] RollUps = [.. Rollups.OfPartnerEvents.Select(rollup => rollup.Add("fresh_partner_events"))];

    public static async Task<Stored> StoreAsync(NpgsqlConnection connection, int staged, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                DayLock.Share(days), new NpgsqlBatchCommand(Claim), new NpgsqlBatchCommand(Store),
                new NpgsqlBatchCommand("select count(*), max(received_at) from fresh_partner_events"),
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
        foreach (var sql in RollUps)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.BatchCommands.Add(LateSql.Days("fresh_partner_events", today));
        batch.BatchCommands.Add(Outcomes.Count("partner", "staged_partner_events", "fresh_partner_events", today, drops));
        batch.BatchCommands.Add(Outcomes.LastEvent("partner", "fresh_partner_events"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
