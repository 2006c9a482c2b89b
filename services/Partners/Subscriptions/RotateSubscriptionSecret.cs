using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using Partners.Outbound;
using Partners.Signing;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static class RotateSubscriptionSecret
{
    /// <param name="Secret">Shown this once.</param>
    /// <param name="PreviousValidUntil">Until then what we send is signed with both secrets.</param>
    public sealed record RotatedSubscriptionSecret(string Secret, DateTimeOffset PreviousValidUntil);

    public static void MapRotateSubscriptionSecret(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/subscriptions/{id:guid}/secrets:rotate", HandleAsync)
            .WithName("RotateSubscriptionSecret").WithSummary("A new secret for what we send; during the grace period we sign with the old one too.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Ok<RotatedSubscriptionSecret>, NotFound>> HandleAsync(
        Guid id, ClaimsPrincipal user, PartnersDbContext db, SecretVault vault, IOptions<WebhookOptions> options, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var subscription = await db.Subscriptions.FromSql($"select * from subscriptions where id = {id} for update").VisibleTo(user).SingleOrDefaultAsync(cancellationToken);
        if (subscription is null)
            return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        var secret = WebhookSecret.Generate();
        subscription.RotateSecret(vault.Seal(secret, subscription.SecretOwner), now, now + options.Value.SecretGracePeriod);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new RotatedSubscriptionSecret(secret.Reveal(), now + options.Value.SecretGracePeriod));
    }
}
