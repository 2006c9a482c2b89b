using Microsoft.Extensions.Options;

namespace Analytics.Live;

/// <summary>
/// Cuts off who does not read. Until an event is on its way a stream holds the reading of the store that it tells; readers that stood still at
/// different moments would hold one each, for as long as their connections live.
/// </summary>
internal sealed partial class SlowReaders(IOptions<AnalyticsOptions> options, AnalyticsMetrics metrics, TimeProvider clock, ILogger<SlowReaders> logger)
{
    public Patience Watch(HttpContext context) => new(clock, options.Value.LiveReaderPatience, () =>
    {
        metrics.ViewerCutOff();
        Log.CutOff(logger, options.Value.LiveReaderPatience.TotalSeconds);
        context.Abort();
    });

    /// <summary>With one stream, until it is disposed.</summary>
    public sealed class Patience(TimeProvider clock, TimeSpan longest, Action cutOff) : IDisposable
    {
        private readonly ITimer _timer = clock.CreateTimer(_ => cutOff(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        /// <summary>An event is given to be written.</summary>
        public void Begins() => _timer.Change(longest, Timeout.InfiniteTimeSpan);

        /// <summary>All that was given is on its way.</summary>
        public void Ends() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Dispose() => _timer.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A live stream was cut off: its reader has not read for {Seconds} s.")]
        public static partial void CutOff(ILogger logger, double seconds);
    }
}
