using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Partners.Data;

namespace Partners.Outbound;

/// <summary>An announcement's newest revision; what is older comes too late to be told.</summary>
internal sealed class AnnouncedRevision
{
    public required Guid AggregateId { get; init; }

    public required long Revision { get; init; }
}

/// <summary>Writes deliveries down, inside the caller's transaction if there is one. The dispatcher finds them.</summary>
internal sealed class DeliveryQueue(PartnersDbContext db, PartnersMetrics metrics, TimeProvider clock)
{
    /// <summary>One delivery for each switched-on subscription that asked for the event; none when a newer revision was announced.</summary>
    /// <param name="aggregateId">What the event is about.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="partners">Partners that may hear of it; empty for all.</param>
    /// <param name="announced">The event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task AnnounceAsync(Guid aggregateId, long revision, IReadOnlyList<string> partners, OutboundEvent announced, CancellationToken cancellationToken)
    {
        var isNew = await db.Database.ExecuteSqlAsync(
            $"""
            insert into announced_revisions (aggregate_id, revision) values ({aggregateId}, {revision})
            on conflict (aggregate_id) do update set revision = excluded.revision where announced_revisions.revision < excluded.revision
            """, cancellationToken) > 0;
        if (!isNew)
            return;
        var subscriptions = await db.Subscriptions.AsNoTracking()
            .Where(x => x.DisabledAt == null && x.EventTypes.Contains(announced.Type) && (partners.Count == 0 || partners.Contains(x.PartnerId)))
            .Select(x => x.Id).ToArrayAsync(cancellationToken);
        if (subscriptions.Length > 0)
            await InsertAsync(subscriptions, announced, cancellationToken);
    }

    public async Task<Guid> AddAsync(Guid subscriptionId, OutboundEvent sent, CancellationToken cancellationToken) =>
        (await InsertAsync([subscriptionId], sent, cancellationToken))[0];

    private async Task<Guid[]> InsertAsync(Guid[] subscriptions, OutboundEvent sent, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ids = subscriptions.Select(_ => Guid.CreateVersion7(now)).ToArray();
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into deliveries (id, subscription_id, source_message_id, event_type, body, trace_parent, created_at, due_at, status, attempts, failures)
            select x.id, x.subscription, {sent.SourceMessageId}, {sent.Type}, {sent.Body}, {Activity.Current?.Id}, {now}, {now}, 'Pending', 0, 0
            from unnest({ids}, {subscriptions}) as x (id, subscription)
            on conflict (subscription_id, source_message_id) do nothing
            """, cancellationToken);
        metrics.DeliveriesQueued(inserted);
        return ids;
    }
}
