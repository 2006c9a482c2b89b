using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using ServiceDefaults.Database;

namespace Partners.Outbound;

/// <summary>Claims due deliveries, sends them side by side and records what came of it, for as long as the service runs.</summary>
internal sealed partial class DeliveryDispatcher(
    IServiceScopeFactory scopes, SendWebhook sender, DatabaseReady ready, IOptions<WebhookOptions> options, PartnersMetrics metrics, TimeProvider clock, ILogger<DeliveryDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RecordAgainAfter = TimeSpan.FromSeconds(1);

    // Longer than an attempt with its records takes, so that only a dead replica's deliveries are taken over.
    private static readonly TimeSpan LeaseBeyondTimeout = TimeSpan.FromSeconds(40);
    private static readonly ActivitySource Source = new(PartnersMetrics.MeterName);

    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly Dictionary<Guid, int> _busy = [];
    private readonly Lock _busyLock = new();
    private readonly SemaphoreSlim _slotFreed = new(0, 1);

    public override void Dispose()
    {
        _slotFreed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!await TryStartDueAsync(stoppingToken))
                    await _slotFreed.WaitAsync(Turn, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_underWay.Values);
        }
    }

    private async Task<bool> TryStartDueAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await StartDueAsync(stoppingToken) > 0;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            metrics.TurnFailed();
            Log.TurnFailed(logger, exception.Message);
            return false;
        }
    }

    private async Task<int> StartDueAsync(CancellationToken stoppingToken)
    {
        var free = options.Value.Concurrency - _underWay.Count;
        if (free <= 0)
            return 0;
        Dictionary<Guid, int> busy;
        lock (_busyLock)
            busy = new Dictionary<Guid, int>(_busy);
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var claimed = await scope.ServiceProvider.GetRequiredService<ClaimDeliveries>()
            .ClaimAsync(busy, free, options.Value.ConcurrencyPerSubscription, now, now + options.Value.Timeout + LeaseBeyondTimeout, stoppingToken);
        foreach (var delivery in claimed)
        {
            SetBusy(delivery, +1);
            var started = new TaskCompletionSource();
            _underWay[delivery.Id] = DeliverAsync(delivery, started.Task, stoppingToken);
            started.SetResult();
        }

        return claimed.Count;
    }

    private async Task DeliverAsync(ClaimedDelivery delivery, Task started, CancellationToken stoppingToken)
    {
        await started.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // The delivery belongs to the trace of what caused the event, not to that of this loop.
        using var activity = ActivityContext.TryParse(delivery.TraceParent, null, out var cause)
            ? Source.StartActivity("webhook deliver", ActivityKind.Internal, cause)
            : Source.StartActivity("webhook deliver");
        try
        {
            var attempt = await sender.SendAsync(delivery, stoppingToken);
            activity?.SetTag("webhook.result", attempt.Result.Name());
            await RecordAsync(delivery, attempt, stoppingToken);
        }
        catch (Exception exception)
        {
            // Stopped, or a fault of ours: the lease ends and the delivery is tried again, under the same webhook-id.
            if (!stoppingToken.IsCancellationRequested)
                Log.Broke(logger, exception, delivery.Id);
        }
        finally
        {
            SetBusy(delivery, -1);
            _underWay.TryRemove(delivery.Id, out _);
            FreeSlot();
        }
    }

    /// <summary>The receiver has it: the record is tried until the database takes it, lest the event is sent once more than needed.</summary>
    private async Task RecordAsync(ClaimedDelivery delivery, Attempt attempt, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<RecordAttempt>().RecordAsync(delivery, attempt, stoppingToken);
                return;
            }
            catch (Exception exception) when (ServiceDefaults.Messaging.PassingTrouble.Is(exception) && !stoppingToken.IsCancellationRequested)
            {
                Log.NotRecorded(logger, delivery.Id, exception.Message);
            }

            await Task.Delay(RecordAgainAfter, clock, stoppingToken);
        }
    }

    private void SetBusy(ClaimedDelivery delivery, int change)
    {
        lock (_busyLock)
        {
            var now = _busy.GetValueOrDefault(delivery.Subscription.Id) + change;
            if (now == 0)
                _busy.Remove(delivery.Subscription.Id);
            else
                _busy[delivery.Subscription.Id] = now;
        }
    }

    private void FreeSlot()
    {
        try
        {
            _slotFreed.Release();
        }
        catch (SemaphoreFullException)
        {
            // The loop was told already.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Due deliveries could not be claimed: {Reason}")]
        public static partial void TurnFailed(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "What came of delivery {DeliveryId} could not be written down yet: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid deliveryId, string reason);

        [LoggerMessage(3, LogLevel.Error, "Delivery {DeliveryId} broke off; it is tried again when its lease ends.")]
        public static partial void Broke(ILogger logger, Exception exception, Guid deliveryId);
    }
}
