using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using Partners.Outbound;
using Partners.Signing;
using ServiceDefaults.Keys;

namespace Partners.Subscriptions;

internal static partial class CreateSubscription
{
    /// <param name="Partner">Id of the partner that will hear.</param>
    /// <param name="Url">An https address without user name.</param>
    /// <param name="EventTypes">campaign.published, campaign.paused, video.published, video.taken-down, webhook.test.</param>
    public sealed record NewSubscription(
        [property: Required, StringLength(40)] string Partner,
        [property: Required, StringLength(2000)] string Url,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<string> EventTypes);

    /// <param name="Id">The subscription's id.</param>
    /// <param name="Secret">The secret that signs what is sent; shown this once.</param>
    public sealed record CreatedSubscription(Guid Id, string Secret);

    public static void MapCreateSubscription(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/subscriptions", HandleAsync)
            .WithName("CreateSubscription").WithSummary("Subscribes an address of a partner to events.").WithTags("Subscriptions")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Created<CreatedSubscription>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        NewSubscription asked, ClaimsPrincipal user, PartnersDbContext db, SecretVault vault, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<Subscription> logger,
        CancellationToken cancellationToken)
    {
        if (!user.IsAdmin() && user.PartnerId() != asked.Partner)
            return TypedResults.Problem("A partner's key subscribes only that partner.", statusCode: StatusCodes.Status403Forbidden);
        if (Explain(asked, options.Value.AllowPrivateAddresses) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        // The partner's row is locked, so that the limit holds for requests at the same moment too.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Database.SqlQuery<string>($"select id as \"Value\" from partners where id = {asked.Partner} for update").ToListAsync(cancellationToken) is [])
            return TypedResults.Problem($"No partner has the id '{asked.Partner}'.", statusCode: StatusCodes.Status404NotFound);
        if (await db.Subscriptions.CountAsync(x => x.PartnerId == asked.Partner, cancellationToken) >= options.Value.MostSubscriptions)
            return TypedResults.Problem($"A partner has at most {options.Value.MostSubscriptions} subscriptions; delete one first.", statusCode: StatusCodes.Status409Conflict);

        var now = clock.GetUtcNow();
        var secret = WebhookSecret.Generate();
        var subscription = new Subscription
        {
            Id = Guid.CreateVersion7(now),
            PartnerId = asked.Partner,
            Url = asked.Url,
            EventTypes = [.. asked.EventTypes.Distinct(StringComparer.Ordinal)],
            CreatedAt = now,
        };
        subscription.RotateSecret(vault.Seal(secret, subscription.SecretOwner), now, now);
        db.Add(subscription);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Created(logger, subscription.Id, subscription.PartnerId);
        return TypedResults.Created($"/v1/subscriptions/{subscription.Id}", new CreatedSubscription(subscription.Id, secret.Reveal()));
    }

    private static Dictionary<string, string[]> Explain(NewSubscription asked, bool allowPrivate)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var unknown = asked.EventTypes.Except(EventTypes.All, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            errors["eventTypes"] = [$"Not an event type: {string.Join(", ", unknown)}. There are {string.Join(", ", EventTypes.All)}."];
        if (!Uri.TryCreate(asked.Url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            errors["url"] = ["The address must be absolute, without user name and without fragment."];
        else if (uri.Scheme != Uri.UriSchemeHttps && !(allowPrivate && uri.Scheme == Uri.UriSchemeHttp))
            errors["url"] = ["The address must begin with https://."];
        return errors;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Subscription {SubscriptionId} of partner {PartnerId} was created.")]
        public static partial void Created(ILogger logger, Guid subscriptionId, string partnerId);
    }
}
