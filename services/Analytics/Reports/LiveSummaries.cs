using System.Collections.Concurrent;
using System.Threading.Channels;
using ServiceDefaults.Database;

namespace Analytics.Reports;

/// <summary>
/// Reads the summary at most once a second for all live streams of this replica together, and not at all without one; tells
/// them when it changed. The store is asked, not the consumers, so that what another replica stored is seen too.
/// </summary>
internal sealed partial class LiveSummaries(IServiceScopeFactory scopes, DatabaseReady ready, IHostApplicationLifetime lifetime, AnalyticsMetrics metrics, TimeProvider clock, ILogger<LiveSummaries> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    // A stream that says nothing for long is cut by proxies, and its reader cannot tell silence from a broken line.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<Summary>, bool> _viewers = [];
    private Summary? _last;

    public Channel<Summary> Join()
    {
        // A slow viewer misses what is stale, never what is last.
        var viewer = Channel.CreateBounded<Summary>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _viewers[viewer] = true;
        metrics.ViewerCame();
        return viewer;
    }

    public void Leave(Channel<Summary> viewer)
    {
        _viewers.TryRemove(viewer, out _);
        metrics.ViewerLeft();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Kestrel stops before this service and waits for open streams: they must end when the stop begins.
        await using var registration = lifetime.ApplicationStopping.Register(EndStreams);
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    private void EndStreams()
    {
        foreach (var viewer in _viewers.Keys)
            viewer.Writer.TryComplete();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_viewers.IsEmpty)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var summary = await scope.ServiceProvider.GetRequiredService<SummaryReader>().ReadAsync(new SummaryFilter(), cancellationToken);
            if (_last is not null && IsSame(summary, _last) && summary.AsOf - _last.AsOf < LongestSilence)
                return;
            _last = summary;
            foreach (var viewer in _viewers.Keys)
                viewer.Writer.TryWrite(summary);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, exception.Message);
        }
    }

    // The head changes with each reading and is no news.
    private static bool IsSame(Summary a, Summary b) =>
        a with { Head = b.Head, PartnerEvents = b.PartnerEvents } == b
        && a.PartnerEvents.Total == b.PartnerEvents.Total && a.PartnerEvents.Received == b.PartnerEvents.Received;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live figures could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
