using Dashboard.Live;
using Microsoft.Extensions.Options;

namespace Dashboard.Watching;

/// <summary>One thing to look at, every <see cref="WatchOptions.Every"/>.</summary>
internal interface IWatch
{
    Task LookAsync(CancellationToken cancellationToken);
}

/// <summary>Looks at everything, each thing in its own rhythm, so that one that hangs does not hide the others.</summary>
internal sealed partial class WatchLoop(IEnumerable<IWatch> watches, IOptions<WatchOptions> options, TimeProvider clock, ILogger<WatchLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(watches.Select(watch => LoopAsync(watch, stoppingToken)));

    private async Task LoopAsync(IWatch watch, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every, clock);
        do
        {
            try
            {
                using var quiet = QuietTurn.Begin("watch");
                await watch.LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LookFailed(logger, watch.GetType().Name, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Watch} could not look.")]
        public static partial void LookFailed(ILogger logger, string watch, Exception exception);
    }
}
