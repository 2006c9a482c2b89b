using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using Partners.Outbound;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static class TestSubscription
{
    public sealed record QueuedTest(Guid DeliveryId);

    private sealed record TestData(Guid SubscriptionId);

    public static void MapTestSubscription(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/subscriptions/{id:guid}:test", HandleAsync)
            .WithName("TestSubscription").WithSummary("Sends webhook.test to the subscription's address, whatever event types it asked for.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Accepted<QueuedTest>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, ClaimsPrincipal user, PartnersDbContext db, DeliveryQueue queue, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await db.Subscriptions.AsNoTracking().VisibleTo(user).Where(x => x.Id == id).Select(x => new { IsOn = x.DisabledAt == null }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return TypedResults.NotFound();
        if (!found.IsOn)
            return TypedResults.Problem("The subscription is switched off; enable it first.", statusCode: StatusCodes.Status409Conflict);
        var now = clock.GetUtcNow();
        var sourceId = Guid.CreateVersion7(now);
        var deliveryId = await queue.AddAsync(id, OutboundEvent.Create(sourceId, EventTypes.Test, id.ToString(), now, new TestData(id)), cancellationToken);
        return TypedResults.Accepted((string?)null, new QueuedTest(deliveryId));
    }
}
