using Analytics.Partitions;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>
/// Writes the accepted events of one or several messages in one transaction: stage by COPY, claim by inserting into the partitions, add only
/// what is new to the rollups, commit.
/// </summary>
internal sealed class BannerEventWriter(IngestionDatabase database, PartitionKeeper partitions, AnalyticsMetrics metrics, TimeProvider clock)
{
    private const string Copy =
        """
        copy staged_events (day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner,
            locale, country, region, device, validity, verified, received_at) from stdin (format binary)
        """;

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
        await metrics.StepAsync("stage", () => StageAsync(connection, claims.Events, cancellationToken));
        await metrics.StepAsync("store", () => BannerEventSql.StoreAsync(connection, claims, cancellationToken));
        await metrics.StepAsync("roll-up", () => BannerEventSql.RollUpAsync(connection, Outcomes.Today(clock), claims, cancellationToken));
        await metrics.StepAsync("commit", () => transaction.CommitAsync(cancellationToken));
        return claims.Ends();
    }

    private static async Task StageAsync(NpgsqlConnection connection, IEnumerable<AcceptedBannerEvent> events, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var accepted in events)
        {
            var recorded = accepted.Event;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(accepted.Day, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(recorded.DecisionId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.Type, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recorded.CampaignId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.BannerId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.KeywordId, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(recorded.Partner, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteTextAsync(accepted.Locale, cancellationToken);
            await copy.WriteTextAsync(accepted.Country, cancellationToken);
            await copy.WriteTextAsync(accepted.Region, cancellationToken);
            await copy.WriteTextAsync(accepted.Device, cancellationToken);
            await copy.WriteAsync(recorded.Validity, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(recorded.Verified, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(accepted.ReceivedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}

internal static class CopyText
{
    public static Task WriteTextAsync(this NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
}
