using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static class ListSubscriptions
{
    public sealed record SubscriptionRow(
        Guid Id, string Partner, string Url, IReadOnlyList<string> EventTypes, bool Enabled, DateTimeOffset? DisabledAt, string? DisabledReason, DateTimeOffset? FailingSince, DateTimeOffset CreatedAt);

    public static void MapListSubscriptions(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/subscriptions", HandleAsync)
            .WithName("ListSubscriptions").WithSummary("Subscriptions, newest first: a partner's own, or all for the admin.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Ok<List<SubscriptionRow>>> HandleAsync(ClaimsPrincipal user, PartnersDbContext db, CancellationToken cancellationToken, string? partner = null) =>
        TypedResults.Ok(await db.Subscriptions.AsNoTracking().VisibleTo(user)
            .Where(subscription => partner == null || subscription.PartnerId == partner)
            .OrderByDescending(subscription => subscription.Id)
            .Select(subscription => new SubscriptionRow(
                subscription.Id, subscription.PartnerId, subscription.Url, subscription.EventTypes, subscription.DisabledAt == null,
                subscription.DisabledAt, subscription.DisabledReason, subscription.FailingSince, subscription.CreatedAt))
            .Take(1000).ToListAsync(cancellationToken));
}
