using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static class EnableSubscription
{
    public static void MapEnableSubscription(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/subscriptions/{id:guid}:enable", HandleAsync)
            .WithName("EnableSubscription").WithSummary("Switches a subscription on again that its receiver's failures switched off.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<NoContent, NotFound>> HandleAsync(Guid id, ClaimsPrincipal user, PartnersDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.VisibleTo(user).SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is not { } subscription)
            return TypedResults.NotFound();
        subscription.Enable();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
