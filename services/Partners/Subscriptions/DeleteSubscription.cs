using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static class DeleteSubscription
{
    public static void MapDeleteSubscription(this IEndpointRouteBuilder app) =>
        app.MapDelete("/v1/subscriptions/{id:guid}", HandleAsync)
            .WithName("DeleteSubscription").WithSummary("Ends a subscription; its deliveries go with it.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<NoContent, NotFound>> HandleAsync(Guid id, ClaimsPrincipal user, PartnersDbContext db, CancellationToken cancellationToken) =>
        await db.Subscriptions.VisibleTo(user).Where(subscription => subscription.Id == id).ExecuteDeleteAsync(cancellationToken) == 0
            ? TypedResults.NotFound()
            : TypedResults.NoContent();
}
