using Dashboard.Data;
using Dashboard.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Watching;

/// <summary>The incidents as JSON, newest first: those that are open and the last hundred.</summary>
internal sealed record IncidentAnswer(Guid Id, string Subject, string Kind, string? Detail, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

internal static class IncidentRoutes
{
    private const int Most = 100;

    public static void MapIncidents(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/incidents", ListAsync).RequireAuthorization(SignInCookies.ReadPolicy)
            .WithName("ListIncidents").WithSummary("What the watcher noticed, newest first; for signed-in people and the admin key.").WithTags("Incidents");

    private static async Task<Ok<List<IncidentAnswer>>> ListAsync(DashboardDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Incidents.AsNoTracking().OrderByDescending(x => x.StartedAt).Take(Most)
            .Select(x => new IncidentAnswer(x.Id, x.Subject, x.Kind.ToString(), x.Detail, x.StartedAt, x.EndedAt))
            .ToListAsync(cancellationToken));
}
