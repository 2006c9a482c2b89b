using Npgsql;

namespace Analytics.Ingestion;

/// <summary>
/// The statements of the banner pipeline. Every one touches its rows in the order of their key, as PostgreSQL sorts it, and the tables always
/// follow in the same order, so that transactions side by side, also of different versions of this service, wait for each other but never in a circle.
/// </summary>
internal static class BannerEventSql
{
    private const string Store =
        """
        insert into raw_events (day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
            locale, country, region, device, validity, verified, received_at)
        select day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
            locale, country, region, device, validity, verified, received_at
        from staged_events order by day, decision_id, event_type
        on conflict (day, decision_id, event_type) do nothing
        returning decision_id, event_type
        """;

    /// <summary>Stores what is staged and tells the claims what of it was new.</summary>
    public static async Task StoreAsync(NpgsqlConnection connection, BannerEventClaims claims, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { DayLock.Share(claims.Events.Select(x => x.ReportedOn)), new NpgsqlBatchCommand(Store) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            claims.Claimed(reader.GetGuid(0), reader.GetString(1));
    }

    public static async Task RollUpAsync(NpgsqlConnection connection, DateOnly today, BannerEventClaims claims, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (claims.Fresh.Count > 0)
        {
            var cells = new BannerCells();
            foreach (var fresh in claims.Fresh)
                cells.Add(fresh);
            foreach (var addition in cells.Additions())
                batch.BatchCommands.Add(addition);
        }

        batch.BatchCommands.Add(Outcomes.Add("banner", today, claims.Outcomes()));
        if (claims.LastEventAt is { } last)
            batch.BatchCommands.Add(Outcomes.LastEvent("banner", last));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
