using Analytics.Partitions;
using Contracts.Partners;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>Writes a webhook's accepted events in one transaction: stage, claim, store what was claimed, roll up, commit.</summary>
internal sealed class PartnerEventWriter(IngestionDatabase database, PartitionKeeper partitions, AnalyticsMetrics metrics, TimeProvider clock)
{
    private const string Copy =
        """
        copy staged_partner_events (day, claim_day, partner, source, event_id, event_type, occurred_at, campaign_id,
            subject, count, sandbox, received_at) from stdin (format binary)
        """;

    public async Task<Stored> WriteAsync(PartnerEventsReceived received, IReadOnlyList<AcceptedPartnerEvent> events, Drops drops, CancellationToken cancellationToken)
    {
        var kept = await metrics.StepAsync("partition", () => KeepAsync(events));
        try
        {
            return await WriteOnceAsync(received, kept, drops, cancellationToken);
        }
        catch (PostgresException exception) when (PartitionKeeper.IsMissing(exception))
        {
            partitions.Forget(kept.Select(x => x.Day));
            return await WriteOnceAsync(received, await KeepAsync(kept), drops, cancellationToken);
        }

        async Task<IReadOnlyList<AcceptedPartnerEvent>> KeepAsync(IReadOnlyList<AcceptedPartnerEvent> some)
        {
            var gone = await partitions.EnsureAsync(some.Select(x => x.Day).Distinct(), cancellationToken);
            if (gone.Count == 0)
                return some;
            foreach (var _ in some.Where(x => gone.Contains(x.Day)))
                drops.Add(received.Partner, DropReason.TooOld);
            return [.. some.Where(x => !gone.Contains(x.Day))];
        }
    }

    private async Task<Stored> WriteOnceAsync(PartnerEventsReceived received, IReadOnlyList<AcceptedPartnerEvent> events, Drops drops, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await metrics.StepAsync("stage", () => StageAsync(connection, received, events, cancellationToken));
        var stored = await metrics.StepAsync("store", () => PartnerEventSql.StoreAsync(connection, events.Count, events.Select(x => x.Day), cancellationToken));
        await metrics.StepAsync("roll-up", () => PartnerEventSql.RollUpAsync(connection, Outcomes.Today(clock), drops, cancellationToken));
        await metrics.StepAsync("commit", () => transaction.CommitAsync(cancellationToken));
        return stored;
    }

    private async Task StageAsync(NpgsqlConnection connection, PartnerEventsReceived received, IReadOnlyList<AcceptedPartnerEvent> events, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var receivedAt = (received.ReceivedAt > now ? now : received.ReceivedAt).ToUniversalTime();
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken);
        foreach (var accepted in events)
        {
            var said = accepted.Event;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(accepted.Day, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(accepted.ClaimedUntil, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(received.Partner, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(said.Source, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(said.EventId, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(said.Type, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(accepted.OccurredAt, NpgsqlDbType.TimestampTz, cancellationToken);
            if (said.CampaignId is { } campaign)
                await copy.WriteAsync(campaign, NpgsqlDbType.Uuid, cancellationToken);
            else
                await copy.WriteNullAsync(cancellationToken);
            await copy.WriteTextAsync(accepted.Subject, cancellationToken);
            await copy.WriteAsync(said.Count, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(received.Sandbox, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(receivedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
