using Npgsql;

namespace Analytics.Ingestion;

/// <summary>
/// The statements of the banner pipeline. Every one touches its rows in the order of their key, as PostgreSQL sorts it, and the tables always
/// follow in the same order, so that transactions side by side, also of different versions of this service, wait for each other but never in a circle.
/// </summary>
internal static class BannerEventSql
{
    /// <summary>Name of the savepoint before anything is stored.</summary>
    public const string Untouched = "untouched";

    private const string Claim =
        $"""
        insert into raw_events ({BannerEventCopy.Columns})
        select {BannerEventCopy.Columns} from staged_events order by day, decision_id, event_type
        on conflict (day, decision_id, event_type) do nothing
        returning decision_id, event_type
        """;

    /// <summary>Holds the days that the events are reported on until the commit.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="claims">The events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="savepoint">Set after that, in the same round trip.</param>
    public static async Task HoldDaysAsync(NpgsqlConnection connection, BannerEventClaims claims, CancellationToken cancellationToken, string? savepoint = null)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { DayLock.Share(claims.Events.Select(x => x.ReportedOn)) } };
        if (savepoint is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"savepoint {savepoint}"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Stores what is staged unless it is there already, and tells the claims what of it was new.</summary>
    public static async Task ClaimAsync(NpgsqlConnection connection, BannerEventClaims claims, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
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
