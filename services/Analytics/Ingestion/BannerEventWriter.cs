using Analytics.Partitions;
using Npgsql;

namespace Analytics.Ingestion;

/// <summary>
/// Writes the accepted events of one or several messages in one transaction: store what is new, add it to the rollups, commit. Events nearly always are new, so
/// they are copied right into their partitions; when one is there already, all of them are staged, and the store says which it did not have.
/// </summary>
internal sealed class BannerEventWriter(IngestionDatabase database, PartitionKeeper partitions, AnalyticsMetrics metrics, TimeProvider clock)
{
    // Copies come together: from a platform that repeats itself, or after a restart. Each failed try costs a write and a line in PostgreSQL's log.
    private static readonly TimeSpan StagedAfterDuplicates = TimeSpan.FromMinutes(1);

    private long _duplicatesAt;

    /// <returns>How the events of each message ended, in the order of the messages.</returns>
    public async Task<IReadOnlyList<BannerEventsEnd>> WriteAsync(IReadOnlyList<BannerEventBatch> batches, CancellationToken cancellationToken)
    {
        var kept = await metrics.StepAsync("partition", () => KeepAsync(batches));
        try
        {
            return await WriteOnceAsync(kept, cancellationToken);
        }
        catch (PostgresException exception) when (PartitionKeeper.IsMissing(exception))
        {
            // Retention on another replica dropped a partition that this one remembered.
            partitions.Forget(kept.SelectMany(x => x.Accepted).Select(x => x.Day));
            return await WriteOnceAsync(await KeepAsync(kept), cancellationToken);
        }

        async Task<IReadOnlyList<BannerEventBatch>> KeepAsync(IReadOnlyList<BannerEventBatch> some)
        {
            var gone = await partitions.EnsureAsync(some.SelectMany(x => x.Accepted).Select(x => x.Day).Distinct(), cancellationToken);
            return gone.Count == 0 ? some : [.. some.Select(x => x.Without(gone))];
        }
    }

    private async Task<IReadOnlyList<BannerEventsEnd>> WriteOnceAsync(IReadOnlyList<BannerEventBatch> batches, CancellationToken cancellationToken)
    {
        var claims = new BannerEventClaims(batches);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (claims.Events.Count > 0)
            await StoreAsync(connection, transaction, claims, cancellationToken);
        await metrics.StepAsync("roll-up", () => BannerEventSql.RollUpAsync(connection, Outcomes.Today(clock), claims, cancellationToken));
        await metrics.StepAsync("commit", () => transaction.CommitAsync(cancellationToken));
        return claims.Ends();
    }

    private async Task StoreAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, BannerEventClaims claims, CancellationToken cancellationToken)
    {
        var areNew = !AreDuplicatesExpected;
        await BannerEventSql.HoldDaysAsync(connection, claims, cancellationToken, areNew ? BannerEventSql.Untouched : null);
        if (areNew)
        {
            try
            {
                await metrics.StepAsync("copy", () => BannerEventCopy.WriteAsync(connection, BannerEventCopy.Store, claims.Events, cancellationToken));
                claims.ClaimAll();
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                Volatile.Write(ref _duplicatesAt, clock.GetTimestamp());
                await transaction.RollbackAsync(BannerEventSql.Untouched, cancellationToken);
            }
        }

        await metrics.StepAsync("stage", () => BannerEventCopy.WriteAsync(connection, BannerEventCopy.Stage, claims.Events, cancellationToken));
        await metrics.StepAsync("claim", () => BannerEventSql.ClaimAsync(connection, claims, cancellationToken));
    }

    private bool AreDuplicatesExpected => Volatile.Read(ref _duplicatesAt) is not 0 and var at && clock.GetElapsedTime(at) < StagedAfterDuplicates;
}
