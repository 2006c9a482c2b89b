using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using Partners.Subscriptions;
using ServiceDefaults.Keys;

namespace Partners.Outbound;

internal static class ShowDelivery
{
    public sealed record AttemptRow(int Number, DateTimeOffset StartedAt, int DurationMs, string Result, int? StatusCode);

    /// <param name="Id">Also the webhook-id.</param>
    /// <param name="Subscription">The subscription it goes to.</param>
    /// <param name="EventType">Such as campaign.published.</param>
    /// <param name="Status">pending, delivered or failed.</param>
    /// <param name="Body">What is sent.</param>
    /// <param name="Attempts">Every attempt, whether it worked or not.</param>
    public sealed record DeliveryDetail(Guid Id, Guid Subscription, string EventType, string Status, string Body, IReadOnlyList<AttemptRow> Attempts);

    public static void MapShowDelivery(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/deliveries/{id:guid}", HandleAsync)
            .WithName("ShowDelivery").WithSummary("One delivery with its attempts.").WithTags("Outbound")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Ok<DeliveryDetail>, NotFound>> HandleAsync(Guid id, ClaimsPrincipal user, PartnersDbContext db, CancellationToken cancellationToken)
    {
        var found = await db.Deliveries.AsNoTracking().VisibleTo(user).Include(x => x.AttemptRows).SingleOrDefaultAsync(x => x.Id == id, cancellationToken);
        if (found is null)
            return TypedResults.NotFound();
        var attempts = found.AttemptRows.OrderBy(x => x.Number).Select(x => new AttemptRow(x.Number, x.StartedAt, x.DurationMs, x.Result.Name(), x.StatusCode));
        return TypedResults.Ok(new DeliveryDetail(found.Id, found.SubscriptionId, found.EventType, found.Status.Name(), found.Body, [.. attempts]));
    }
}
