using Dashboard.Data;
using Dashboard.Live;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Database;

namespace Dashboard.Watching;

/// <summary>Writes incidents to the database as soon as it can; what it cannot write stays in memory and is tried again.</summary>
internal sealed partial class IncidentKeeper(IncidentLog incidents, IServiceScopeFactory scopes, DatabaseReady ready, TimeProvider clock, ILogger<IncidentKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        var resumed = false;
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                if (!resumed)
                    await ResumeAsync(stoppingToken);
                resumed = true;
                await WriteAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotWritten(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDbContext>();
        incidents.Resume(await db.Incidents.AsNoTracking().Where(x => x.EndedAt == null).ToListAsync(cancellationToken));
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var changed = incidents.TakeUnwritten();
        if (changed.Count == 0)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DashboardDbContext>();
            foreach (var incident in changed)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                     insert into incidents (id, subject, kind, detail, started_at, ended_at)
                     values ({incident.Id}, {incident.Subject}, {incident.Kind.ToString()}, {incident.Detail}, {incident.StartedAt}, {incident.EndedAt})
                     on conflict (id) do update set detail = excluded.detail, ended_at = excluded.ended_at
                     """,
                    cancellationToken);
            }
        }
        catch
        {
            incidents.GiveBack(changed);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Incidents could not be written yet: {Reason}")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
