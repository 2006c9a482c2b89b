using Banners.Data;
using Contracts.Banners;
using ServiceDefaults.Messaging;

namespace Banners.Serving;

/// <summary>Hands over each minute's decisions through the outbox, also at the end. While the database is away they wait in memory, for an hour.</summary>
internal sealed partial class DecisionReporter(DecisionCounter counter, CurrentSet current, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DecisionReporter> logger) : BackgroundService
{
    private const int MostWaiting = 60;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Queue<DecisionsCounted> _waiting = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Kestrel has stopped by now: nothing is counted any more.
        await base.StopAsync(cancellationToken);
        await ReportAsync(MinuteOf(clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Hands over what was counted since the last time.</summary>
    internal async Task ReportAsync(DateTimeOffset minute, CancellationToken cancellationToken)
    {
        if (counter.Take() is { Count: > 0 } counts)
            _waiting.Enqueue(new DecisionsCounted { ReplicaId = current.ReplicaId, OccurredAt = minute, Counts = counts });
        while (_waiting.Count > MostWaiting)
            Log.Forgotten(logger, _waiting.Dequeue().Counts.Sum(x => x.Count));
        try
        {
            while (_waiting.TryPeek(out var next))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Outbox>().Add(next);
                await scope.ServiceProvider.GetRequiredService<BannersDbContext>().SaveChangesAsync(cancellationToken);
                _waiting.Dequeue();
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotReported(logger, _waiting.Count, exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            var minute = MinuteOf(now);
            await Task.Delay(minute + Minute - now, clock, stoppingToken);
            await ReportAsync(minute, stoppingToken);
        }
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % Minute.Ticks, TimeSpan.Zero);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The decisions of {Minutes} minutes could not be handed over yet: {Reason}")]
        public static partial void NotReported(ILogger logger, int minutes, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Decisions} decisions were counted an hour ago, could not be handed over since, and are forgotten")]
        public static partial void Forgotten(ILogger logger, long decisions);
    }
}
