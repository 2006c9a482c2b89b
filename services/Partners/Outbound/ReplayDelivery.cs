using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using Partners.Subscriptions;
using ServiceDefaults.Keys;

namespace Partners.Outbound;

internal static class ReplayDelivery
{
    public static void MapReplayDelivery(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/deliveries/{id:guid}:replay", HandleAsync)
            .WithName("ReplayDelivery").WithSummary("Sends a delivery again, under the same webhook-id and with a new schedule.").WithTags("Outbound")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Accepted, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, PartnersDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await db.Deliveries.AsNoTracking().VisibleTo(user).Where(x => x.Id == id).Select(x => new { IsOn = x.Subscription!.DisabledAt == null }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return TypedResults.NotFound();
        if (!found.IsOn)
            return TypedResults.Problem("The subscription is switched off; enable it first.", statusCode: StatusCodes.Status409Conflict);
        // An attempt under way keeps its lease: it is the replay.
        var now = clock.GetUtcNow();
        await db.Deliveries.Where(x => x.Id == id && x.Lease == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(x => x.Status, DeliveryStatus.Pending)
                .SetProperty(x => x.Failures, 0)
                .SetProperty(x => x.DueAt, now)
                .SetProperty(x => x.EndedAt, (DateTimeOffset?)null), cancellationToken);
        return TypedResults.Accepted((string?)null);
    }
}
