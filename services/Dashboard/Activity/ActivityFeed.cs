using Dashboard.Data;
using Dashboard.Live;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Dashboard.Activity;

/// <summary>The newest lines, read once a second for all open pages together; while PostgreSQL is away the last ones stay.</summary>
internal sealed partial class ActivityFeed(IServiceScopeFactory scopes, DatabaseReady ready, TimeProvider clock, ILogger<ActivityFeed> logger) : BackgroundService, ILiveSource
{
    private const int Lines = 12;
    private volatile IReadOnlyList<ActivityEntry> _newest = [];

    public event EventHandler? Changed;

    public IReadOnlyList<ActivityEntry> Newest => _newest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var quiet = QuietTurn.Begin("activity");
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDbContext>();
        var newest = await db.Activity.AsNoTracking().OrderByDescending(x => x.OccurredAt).ThenByDescending(x => x.Id).Take(Lines).ToListAsync(cancellationToken);
        if (newest.Select(x => x.Id).SequenceEqual(_newest.Select(x => x.Id)))
            return;
        _newest = newest;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The activity could not be read; the last lines stay: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
