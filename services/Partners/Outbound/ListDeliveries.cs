using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Partners.Data;
using Partners.Subscriptions;
using ServiceDefaults.Keys;

namespace Partners.Outbound;

internal static class ListDeliveries
{
    private const int MostRows = 200;

    /// <param name="Id">Also the webhook-id.</param>
    /// <param name="Subscription">The subscription it goes to.</param>
    /// <param name="EventType">Such as campaign.published.</param>
    /// <param name="Status">pending, delivered or failed.</param>
    /// <param name="Attempts">Attempts so far.</param>
    /// <param name="LastResult">How the last attempt ended.</param>
    /// <param name="CreatedAt">When the event was heard.</param>
    /// <param name="NextAttemptAt">Not before this time, while pending.</param>
    /// <param name="EndedAt">When it was delivered or given up.</param>
    public sealed record DeliveryRow(
        Guid Id, Guid Subscription, string EventType, string Status, int Attempts, string? LastResult, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? EndedAt);

    /// <param name="Items">Newest first.</param>
    /// <param name="Next">Give it as <c>before</c> to get the next page; null at the end.</param>
    public sealed record DeliveryPage(IReadOnlyList<DeliveryRow> Items, Guid? Next);

    public static void MapListDeliveries(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/deliveries", HandleAsync)
            .WithName("ListDeliveries").WithSummary("Outbound deliveries, newest first: a partner's own, or all for the admin.").WithTags("Outbound")
            .RequireAuthorization(Policies.Partner);

    private static async Task<Results<Ok<DeliveryPage>, ValidationProblem>> HandleAsync(
        ClaimsPrincipal user, PartnersDbContext db, CancellationToken cancellationToken, Guid? subscription = null, string? status = null, Guid? before = null, int limit = 50)
    {
        var wanted = Parse(status);
        if (status is not null && wanted is null)
            return TypedResults.ValidationProblem([new("status", ["A status is pending, delivered or failed."])]);
        if (limit is < 1 or > MostRows)
            return TypedResults.ValidationProblem([new("limit", [$"A page holds 1 to {MostRows} deliveries."])]);

        var query = db.Deliveries.AsNoTracking().VisibleTo(user)
            .Where(x => (subscription == null || x.SubscriptionId == subscription) && (wanted == null || x.Status == wanted));
        if (before is { } last)
            query = query.Where(x => x.Id < last);
        var rows = await query.OrderByDescending(x => x.Id)
            .Select(x => new { x.Id, x.SubscriptionId, x.EventType, x.Status, x.Attempts, x.LastResult, x.CreatedAt, x.DueAt, x.EndedAt })
            .Take(limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(limit).Select(x => new DeliveryRow(
            x.Id, x.SubscriptionId, x.EventType, x.Status.Name(), x.Attempts, x.LastResult?.Name(), x.CreatedAt, x.Status == DeliveryStatus.Pending ? x.DueAt : null, x.EndedAt)).ToList();
        return TypedResults.Ok(new DeliveryPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    private static DeliveryStatus? Parse(string? status) => status switch
    {
        "pending" => DeliveryStatus.Pending,
        "delivered" => DeliveryStatus.Delivered,
        "failed" => DeliveryStatus.Failed,
        _ => null,
    };

    public static string Name(this DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
