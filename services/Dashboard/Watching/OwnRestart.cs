using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Dashboard.Watching;

/// <summary>The watcher watches itself: a start without an orderly stop before it is an incident too.</summary>
internal sealed partial class OwnRestart(IncidentLog incidents, IServiceScopeFactory scopes, DatabaseReady ready, TimeProvider clock, ILogger<OwnRestart> logger) : BackgroundService
{
    private static readonly string Instance = $"{Environment.MachineName}:{Environment.ProcessId}";
    private bool _marked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        try
        {
            await MarkStartAsync(stoppingToken);
            _marked = true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotMarked(logger, exception.Message);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_marked)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DashboardDbContext>().WatchMarks
                .Where(mark => mark.Subject == Subjects.Dashboard && mark.Instance == Instance)
                .ExecuteUpdateAsync(set => set.SetProperty(mark => mark.StoppedAt, clock.GetUtcNow()), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotMarked(logger, exception.Message);
        }
    }

    private async Task MarkStartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDbContext>();
        var mark = await db.WatchMarks.SingleOrDefaultAsync(x => x.Subject == Subjects.Dashboard, cancellationToken);
        var now = clock.GetUtcNow();
        if (mark is null)
        {
            db.Add(new WatchMark { Subject = Subjects.Dashboard, Instance = Instance, StartedAt = now });
        }
        else
        {
            if (mark.StoppedAt is null)
                incidents.Note(Subjects.Dashboard, IncidentKind.Restarted, $"not stopped in order; had run since {mark.StartedAt:yyyy-MM-dd HH:mm:ss} UTC");
            (mark.Instance, mark.StartedAt, mark.StoppedAt) = (Instance, now, null);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The dashboard's own start or stop could not be written down: {Reason}")]
        public static partial void NotMarked(ILogger logger, string reason);
    }
}
