using System.Threading.Channels;
using ServiceDefaults.Database;
using ServiceDefaults.Telemetry;

namespace Analytics.Live;

/// <summary>
/// Reads the store at most once a second for all live streams of this replica together, and not at all without one. The store is
/// asked, not the consumers, so that what another replica stored is seen too.
/// </summary>
internal sealed partial class LiveBoard(IServiceScopeFactory scopes, DatabaseReady ready, IHostApplicationLifetime lifetime, AnalyticsMetrics metrics, TimeProvider clock, ILogger<LiveBoard> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _came = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LiveTurn? _last;
    private volatile bool _ended;
    private int _followers;
    private long _begun;

    /// <summary>One open stream, until it is disposed.</summary>
    /// <param name="board">Where it follows.</param>
    /// <param name="came">The number of the last turn that was begun before.</param>
    public sealed class Follower(LiveBoard board, long came) : IDisposable
    {
        private int _left;

        public long Came => came;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                board.Leave();
        }
    }

    /// <summary>No more turns will come.</summary>
    public bool Ended => _ended;

    /// <summary>Null when so many follow already that one more would take from the others.</summary>
    public Follower? Join(int most)
    {
        if (Interlocked.Increment(ref _followers) > most)
        {
            Interlocked.Decrement(ref _followers);
            return null;
        }

        metrics.ViewerCame();
        var follower = new Follower(this, Interlocked.Read(ref _begun));
        _came.Writer.TryWrite(true);
        return follower;
    }

    /// <summary>The last turn if its number is higher, else the next one; null when none came in time or the service stops.</summary>
    public async Task<LiveTurn?> AfterAsync(long number, TimeSpan longest, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + longest;
        while (true)
        {
            // In this order: a turn that comes in between completes the task.
            var next = _next.Task;
            if (_ended)
                return null;
            if (_last is { } last && last.Number > number)
                return last;
            var left = until - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return null;
            try
            {
                await next.WaitAsync(left, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _followers);
        metrics.ViewerLeft();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Kestrel stops before this service and waits for open streams: they must end when the stop begins.
        await using var registration = lifetime.ApplicationStopping.Register(End);
        await ready.WaitAsync(stoppingToken);
        while (true)
        {
            while (Volatile.Read(ref _followers) == 0)
                await _came.Reader.ReadAsync(stoppingToken);
            // A new one each time: a tick from before anybody followed would make two turns of one.
            using var timer = new PeriodicTimer(Turn, clock);
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken) && Volatile.Read(ref _followers) > 0);
        }
    }

    private void End()
    {
        _ended = true;
        _next.TrySetResult();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var quiet = QuietWork.Begin();
            await using var scope = scopes.CreateAsyncScope();
            var number = Interlocked.Increment(ref _begun);
            _last = await scope.ServiceProvider.GetRequiredService<LiveReader>().ReadAsync(number, _last, cancellationToken);
            metrics.LiveRead();
            Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The live figures could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
