using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Helplines;

/// <summary>Who changed a helpline, newest first; also of one that was removed.</summary>
internal static class ListHelplineAudit
{
    /// <param name="Items">Newest first.</param>
    /// <param name="Next">Give it as <c>before</c> to get the next page; null at the end.</param>
    internal sealed record Answer(IReadOnlyList<Item> Items, long? Next);

    /// <param name="Actor"><c>key:approver</c>, <c>user:</c> and a login, or <c>seed</c>.</param>
    /// <param name="Before">As it was; null: not there.</param>
    /// <param name="After">As it is since; null: removed.</param>
    internal sealed record Item(long Id, DateTimeOffset At, string Actor, JsonObject? Before, JsonObject? After);

    public static void MapListHelplineAudit(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/helplines/{country}/{number}/audit", HandleAsync).WithName("ListHelplineAudit").WithSummary("Who changed a helpline, newest first.").WithTags("Helplines")
            .ProducesValidationProblem();

    private static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(
        [CountryCode] string country, [PhoneNumber] string number,
        BannersDbContext db, CancellationToken cancellationToken, long before = long.MaxValue, [Range(1, 200)] int limit = 50)
    {
        var rows = await db.HelplineChanges.AsNoTracking().Where(change => change.Country == country && change.Number == number && change.Id < before)
            .OrderByDescending(change => change.Id).Take(limit + 1).ToListAsync(cancellationToken);
        if (rows.Count == 0 && before == long.MaxValue)
            return TypedResults.NotFound();
        var items = rows.Take(limit).Select(x => new Item(x.Id, x.At, x.Actor, Read(x.Before), Read(x.After))).ToList();
        return TypedResults.Ok(new Answer(items, rows.Count > limit ? items[^1].Id : null));
    }

    private static JsonObject? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonObject>(json);
}
