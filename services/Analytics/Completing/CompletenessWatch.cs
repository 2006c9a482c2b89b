using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceDefaults.Database;
using ServiceDefaults.Telemetry;

namespace Analytics.Completing;

/// <summary>
/// Follows an event's way: outboxes first, then queues, then what this replica holds. A moment at which nothing older waited anywhere is a
/// candidate, and is true once what was in flight then is in the store.
/// </summary>
internal sealed partial class CompletenessWatch(
    Outboxes outboxes, Queues queues, InFlight inFlight, Completeness completeness, DatabaseReady ready, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<CompletenessWatch> logger)
    : BackgroundService
{
    private sealed record Candidate(DateTimeOffset Until, DateTimeOffset TakenBy, long GivenBack);

    private Candidate? _candidate;

    /// <summary>One look.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var givenBack = inFlight.GivenBack;
        var until = clock.GetUtcNow();
        var reason = Confirm(until) ? Reasons.Known : Reasons.Storing;
        foreach (var service in Outboxes.Services)
        {
            try
            {
                if (await outboxes.OldestAsync(service, cancellationToken) is { } oldest && oldest < until)
                    (until, reason) = (oldest, Reasons.Waiting(service));
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
            {
                completeness.Because(Reasons.Silent(service));
                return;
            }
        }

        if (await WaitingAsync(cancellationToken) is { } inTheWay)
        {
            completeness.Because(inTheWay);
            return;
        }

        completeness.Because(reason);
        // Between queue and consumer a message is for a moment in neither: what comes soon after a look may have left its queue before.
        var takenBy = clock.GetUtcNow() + TimeSpan.FromMilliseconds(options.Value.DeliveryMilliseconds);
        // An event is received a little before it is acknowledged, and clocks differ.
        _candidate ??= new Candidate(until - TimeSpan.FromSeconds(options.Value.SettleSeconds), takenBy, givenBack);
    }

    /// <summary>False when what was in flight at an earlier look is not stored yet.</summary>
    private bool Confirm(DateTimeOffset now)
    {
        if (_candidate is { } candidate && candidate.GivenBack != inFlight.GivenBack)
            _candidate = null;
        if (_candidate is not { } open || now < open.TakenBy)
            return true;
        if (inFlight.AnyTakenBefore(open.TakenBy))
            return false;
        completeness.Reached(open.Until);
        _candidate = null;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.LookMilliseconds), clock);
        do
        {
            try
            {
                using var quiet = QuietWork.Begin();
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<string?> WaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queues.FirstWaitingAsync(cancellationToken) is { } queue ? Reasons.Queue(queue) : null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            return Reasons.BrokerAway;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Until when the figures are complete could not be found out: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
