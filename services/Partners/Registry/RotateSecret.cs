using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using Partners.Outbound;
using Partners.Signing;
using ServiceDefaults.Keys;

namespace Partners.Registry;

internal static partial class RotateSecret
{
    /// <param name="Secret">Shown this once.</param>
    /// <param name="PreviousValidUntil">Until then webhooks signed with the old secret are accepted too.</param>
    public sealed record RotatedSecret(string Secret, DateTimeOffset PreviousValidUntil);

    public static void MapRotateSecret(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/partners/{id}/secrets:rotate", HandleAsync)
            .WithName("RotatePartnerSecret").WithSummary("A new secret for the webhooks that the partner sends; the old one stays good for the grace period.").WithTags("Registry")
            .RequireAuthorization(Policies.Admin);

    private static async Task<Results<Ok<RotatedSecret>, ProblemHttpResult>> HandleAsync(
        string id, PartnersDbContext db, SecretVault vault, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<Partner> logger, CancellationToken cancellationToken)
    {
        // The row is locked, so that two rotations at once leave both secrets known.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var partner = await db.Partners.FromSql($"select * from partners where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (partner is null)
            return TypedResults.Problem($"No partner has the id '{id}'.", statusCode: StatusCodes.Status404NotFound);
        var now = clock.GetUtcNow();
        var previousValidUntil = now + options.Value.SecretGracePeriod;
        var secret = WebhookSecret.Generate();
        partner.RotateSecret(vault.Seal(secret, partner.SecretOwner), now, previousValidUntil);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Rotated(logger, partner.Id);
        return TypedResults.Ok(new RotatedSecret(secret.Reveal(), previousValidUntil));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Partner {PartnerId} got a new webhook secret.")]
        public static partial void Rotated(ILogger logger, string partnerId);
    }
}
