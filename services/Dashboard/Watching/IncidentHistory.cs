using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Dashboard.Watching;

/// <summary>The newest incidents, those in memory (which may not be written yet) over those in the database.</summary>
internal static class IncidentHistory
{
    private const int Most = 30;

    /// <returns>Null while the database cannot be read and nothing is in memory.</returns>
    public static async Task<IReadOnlyList<Incident>?> ReadAsync(IServiceScopeFactory scopes, IncidentLog log, CancellationToken cancellationToken)
    {
        IReadOnlyList<Incident> current = [.. log.Open, .. log.JustNoted];
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var kept = await scope.ServiceProvider.GetRequiredService<DashboardDbContext>().Incidents.AsNoTracking()
                .OrderByDescending(x => x.StartedAt).Take(Most).ToListAsync(cancellationToken);
            return [.. current.Concat(kept).DistinctBy(incident => incident.Id).OrderByDescending(incident => incident.StartedAt).Take(Most)];
        }
        catch (Exception exception) when (PassingTrouble.Is(exception))
        {
            return current.Count > 0 ? current : null;
        }
    }
}
