using Contracts.Partners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using ServiceDefaults.Messaging;

namespace Partners.Outbound;

/// <summary>Writes down what came of an attempt, and what follows from it, in one transaction.</summary>
internal sealed partial class RecordAttempt(
    PartnersDbContext db, Outbox outbox, IOptions<WebhookOptions> options, Random random, PartnersMetrics metrics, TimeProvider clock, ILogger<RecordAttempt> logger)
{
    public async Task RecordAsync(ClaimedDelivery delivery, Attempt attempt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var delivered = attempt.Result == DeliveryResult.Delivered;
        var failures = delivery.Failures + (delivered ? 0 : 1);
        var wait = attempt.Result.Retryable() ? RetryPlan.NextWait(failures, attempt.RetryAfter, options.Value, random) : null;
        var status = delivered ? DeliveryStatus.Delivered : wait is null ? DeliveryStatus.Failed : DeliveryStatus.Pending;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var isMine = await db.Deliveries.Where(x => x.Id == delivery.Id && x.Lease == delivery.Lease).ExecuteUpdateAsync(
            set => set
                .SetProperty(x => x.Status, status)
                .SetProperty(x => x.Attempts, delivery.Attempts + 1)
                .SetProperty(x => x.Failures, failures)
                .SetProperty(x => x.DueAt, now + (wait ?? TimeSpan.Zero))
                .SetProperty(x => x.Lease, (Guid?)null)
                .SetProperty(x => x.EndedAt, status == DeliveryStatus.Pending ? null : now)
                .SetProperty(x => x.LastResult, attempt.Result), cancellationToken) == 1;
        // Deleted with its subscription, or the lease ended and another replica has it now.
        if (!isMine)
            return;
        db.Add(new DeliveryAttempt
        {
            DeliveryId = delivery.Id,
            Number = delivery.Attempts + 1,
            StartedAt = attempt.StartedAt,
            DurationMs = (int)attempt.Duration.TotalMilliseconds,
            Result = attempt.Result,
            StatusCode = attempt.StatusCode,
        });
        if (delivered)
            await SubscriptionWorksAsync(delivery, cancellationToken);
        else
            await SubscriptionFailsAsync(delivery, attempt.Result, status, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        metrics.Attempted(attempt.Result, attempt.Duration);
        if (!delivered)
            Log.NotDelivered(logger, delivery.Id, delivery.Subscription.Id, attempt.Result, delivery.Attempts + 1, status);
    }

    private async Task SubscriptionWorksAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Subscription.FailingSince is not null)
            await db.Subscriptions.Where(x => x.Id == delivery.Subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.FailingSince, (DateTimeOffset?)null), cancellationToken);
    }

    private async Task SubscriptionFailsAsync(ClaimedDelivery delivery, DeliveryResult result, DeliveryStatus status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Subscriptions.Where(x => x.Id == delivery.Subscription.Id && x.FailingSince == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.FailingSince, now), cancellationToken);
        if (result == DeliveryResult.Gone)
            await DisableAsync(delivery, "The receiver answered 410 Gone.", now, cancellationToken);
        if (status != DeliveryStatus.Failed)
            return;
        outbox.Add(new DeliveryFailed
        {
            DeliveryId = delivery.Id,
            SubscriptionId = delivery.Subscription.Id,
            Partner = delivery.Subscription.PartnerId,
            EventType = delivery.EventType,
            Attempts = delivery.Attempts + 1,
            Reason = result.Name(),
            OccurredAt = now,
        });
        metrics.DeliveryFailed();
        if (delivery.Subscription.FailingSince is { } since && now - since >= options.Value.DisableAfter)
            await DisableAsync(delivery, "Deliveries failed without one success for too long.", now, cancellationToken);
    }

    private async Task DisableAsync(ClaimedDelivery delivery, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var switchedOff = await db.Subscriptions.Where(x => x.Id == delivery.Subscription.Id && x.DisabledAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.DisabledAt, now).SetProperty(x => x.DisabledReason, reason), cancellationToken);
        if (switchedOff == 0)
            return;
        outbox.Add(new SubscriptionDisabled { SubscriptionId = delivery.Subscription.Id, Partner = delivery.Subscription.PartnerId, Reason = reason, OccurredAt = now });
        metrics.SubscriptionDisabled();
        Log.Disabled(logger, delivery.Subscription.Id, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Delivery {DeliveryId} to subscription {SubscriptionId}: {Result} on attempt {Attempt}; it is {Status} now.")]
        public static partial void NotDelivered(ILogger logger, Guid deliveryId, Guid subscriptionId, DeliveryResult result, int attempt, DeliveryStatus status);

        [LoggerMessage(2, LogLevel.Warning, "Subscription {SubscriptionId} was switched off: {Reason}")]
        public static partial void Disabled(ILogger logger, Guid subscriptionId, string reason);
    }
}
