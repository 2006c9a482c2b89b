using Dashboard.Neighbours;

namespace Dashboard.Live;

/// <summary>What Analytics said last, and since when it has not answered.</summary>
internal sealed record LiveState(Summary? Summary, Summary? Sandbox, IReadOnlyList<SeriesPoint> Impressions, IReadOnlyList<SeriesPoint> Clicks, DateTimeOffset? ReadAt, bool Failing)
{
    public static readonly LiveState Empty = new(null, null, [], [], null, false);
}

/// <summary>Asks Analytics for the summary every second, once for all open pages; for the curves every five seconds.</summary>
internal sealed partial class LiveFigures(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LiveFigures> logger) : BackgroundService, ILiveSource
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CurveTurn = TimeSpan.FromSeconds(5);
    private DateTimeOffset _nextCurves;
    private volatile LiveState _state = LiveState.Empty;

    public event EventHandler? Changed;

    public LiveState State => _state;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.TurnFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var quiet = QuietTurn.Begin("live");
        await using var scope = scopes.CreateAsyncScope();
        var analytics = scope.ServiceProvider.GetRequiredService<AnalyticsClient>();
        var now = clock.GetUtcNow();
        var before = _state;
        var summary = await analytics.SummaryAsync(null, cancellationToken);
        if (summary.Value is null)
        {
            Set(before with { Failing = true });
            return;
        }

        var next = before with { Summary = summary.Value, Failing = false, ReadAt = now };
        if (now >= _nextCurves)
        {
            _nextCurves = now + CurveTurn;
            var (from, to) = (now.AddMinutes(-60), now);
            next = next with
            {
                Impressions = (await analytics.TimeSeriesAsync("impressions", "minute", from, to, cancellationToken)).Value?.Points ?? before.Impressions,
                Clicks = (await analytics.TimeSeriesAsync("clicks", "minute", from, to, cancellationToken)).Value?.Points ?? before.Clicks,
                Sandbox = (await analytics.SummaryAsync("sandbox", cancellationToken)).Value ?? before.Sandbox,
            };
        }

        Set(next);
    }

    private void Set(LiveState next)
    {
        _state = next;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A turn of the live figures failed.")]
        public static partial void TurnFailed(ILogger logger, Exception exception);
    }
}
