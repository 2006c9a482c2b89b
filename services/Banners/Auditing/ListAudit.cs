using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Auditing;

/// <summary>Who changed what of a campaign, newest first.</summary>
internal static class ListAudit
{
    /// <param name="Items">Newest first.</param>
    /// <param name="Next">Give it as <c>before</c> to get the next page; null at the end.</param>
    internal sealed record Answer(IReadOnlyList<Item> Items, long? Next);

    /// <param name="Actor"><c>key:admin</c>, <c>key:approver</c>, <c>user:</c> and a login, or <c>seed</c>.</param>
    /// <param name="Action">Such as <c>create</c>, <c>keywords</c>, <c>publish</c>, <c>pause</c>.</param>
    /// <param name="Revision">The campaign's, after the change.</param>
    /// <param name="Before">Only what was changed, as it was; long lists as a count, a hash and what went from them.</param>
    /// <param name="After">The same, as it is since.</param>
    internal sealed record Item(long Id, DateTimeOffset At, string Actor, string Action, long Revision, JsonObject Before, JsonObject After);

    public static void MapListAudit(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/campaigns/{id:guid}/audit", HandleAsync).WithName("ListAudit").WithSummary("Who changed what of a campaign, newest first.").WithTags("Authoring")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(
        Guid id, BannersDbContext db, CancellationToken cancellationToken, long before = long.MaxValue, [Range(1, 200)] int limit = 50)
    {
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == id, cancellationToken))
            return TypedResults.NotFound();
        var rows = await db.AuditEntries.AsNoTracking().Where(entry => entry.CampaignId == id && entry.Id < before)
            .OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(limit).Select(x => new Item(x.Id, x.At, x.Actor, x.Action, x.Revision, Read(x.Before), Read(x.After))).ToList();
        return TypedResults.Ok(new Answer(items, rows.Count > limit ? items[^1].Id : null));
    }

    private static JsonObject Read(string json) => JsonSerializer.Deserialize<JsonObject>(json) ?? [];
}
