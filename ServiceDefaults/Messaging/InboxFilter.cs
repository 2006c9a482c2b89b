using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Runs a consumer once per message and queue: the message id is claimed in the consumer's own transaction, so a message delivered
/// twice, also to two replicas at once, changes rows once.
/// </summary>
internal sealed class InboxFilter<T>(DbContext db, TimeProvider clock, MessagingMetrics metrics) : IFilter<ConsumeContext<T>>
    where T : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var id = context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be told from its copies.");
        var queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        var claimed = await db.Database.ExecuteSqlAsync(
            $"insert into inbox_messages (message_id, queue, handled_at) values ({id}, {queue}, {clock.GetUtcNow()}) on conflict do nothing",
            context.CancellationToken);
        if (claimed == 0)
        {
            metrics.Duplicate();
            // What nobody says to have consumed ends in the queue of what was skipped.
            await context.NotifyConsumed(context, TimeSpan.Zero, nameof(InboxFilter<>));
            return;
        }

        await next.Send(context);
        await db.SaveChangesAsync(context.CancellationToken);
        await transaction.CommitAsync(context.CancellationToken);
    }
}
