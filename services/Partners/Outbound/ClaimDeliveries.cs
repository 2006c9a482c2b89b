using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Partners.Data;
using Partners.Subscriptions;

namespace Partners.Outbound;

/// <summary>A delivery that this replica holds until its lease ends.</summary>
internal sealed record ClaimedDelivery(Guid Id, Guid Lease, Subscription Subscription, string EventType, string Body, string? TraceParent, int Attempts, int Failures);

/// <summary>
/// Takes due deliveries, a few of each subscription, so that one slow receiver does not hold up the others. SKIP LOCKED keeps
/// replicas apart; the lease brings a delivery back whose replica died.
/// </summary>
internal sealed class ClaimDeliveries(PartnersDbContext db, NpgsqlDataSource dataSource)
{
    private const string Sql =
        """
        with due as (
            select mine.id
            from subscriptions s
            left join unnest($3::uuid[], $4::int[]) as busy (id, deliveries) on busy.id = s.id
            cross join lateral (
                select d.id, d.due_at from deliveries d
                where d.subscription_id = s.id and d.status = 'Pending' and d.due_at <= $1
                order by d.due_at limit greatest(0, $6 - coalesce(busy.deliveries, 0))
                for update skip locked) as mine
            where s.disabled_at is null
            order by mine.due_at limit $5)
        update deliveries set lease = $2, due_at = $7 from due where deliveries.id = due.id
        returning deliveries.id, deliveries.subscription_id, deliveries.event_type, deliveries.body, deliveries.trace_parent, deliveries.attempts, deliveries.failures
        """;

    private sealed record Row(Guid Id, Guid SubscriptionId, string EventType, string Body, string? TraceParent, int Attempts, int Failures);

    /// <param name="busy">How many deliveries each subscription has under way here.</param>
    /// <param name="most">How many to take.</param>
    /// <param name="mostOfEach">How many a subscription may have under way here.</param>
    /// <param name="now">What is due by then.</param>
    /// <param name="leaseEnd">When others may take it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        IReadOnlyDictionary<Guid, int> busy, int most, int mostOfEach, DateTimeOffset now, DateTimeOffset leaseEnd, CancellationToken cancellationToken)
    {
        var lease = Guid.CreateVersion7(now);
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = busy.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = busy.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = mostOfEach });
        command.Parameters.Add(new() { Value = leaseEnd });
        var rows = new List<Row>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new Row(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt32(5), reader.GetInt32(6)));
            }
        }

        if (rows.Count == 0)
            return [];
        var ids = rows.Select(row => row.SubscriptionId).Distinct().ToArray();
        var subscriptions = await db.Subscriptions.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken);
        // A subscription that was deleted in between took its deliveries with it.
        return [.. rows.Where(row => subscriptions.ContainsKey(row.SubscriptionId)).Select(row =>
            new ClaimedDelivery(row.Id, lease, subscriptions[row.SubscriptionId], row.EventType, row.Body, row.TraceParent, row.Attempts, row.Failures))];
    }
}
