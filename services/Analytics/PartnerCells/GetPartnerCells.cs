using System.Security.Claims;
using Analytics.Data;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Analytics.PartnerCells;

/// <summary>A partner's own figures in fixed cells, and nothing finer: closed days (UTC) × campaign × banner × event type.</summary>
/// <param name="Partner">Whose figures these are.</param>
/// <param name="From">First day asked for.</param>
/// <param name="To">Last day asked for.</param>
/// <param name="ClosedThrough">The last day that is final; days after it are not in here. Null when no day is.</param>
/// <param name="Totals">By event type over all closed days asked for, computed from what is shown, so <c>&lt;10</c> adds nothing.</param>
/// <param name="Ctr">Clicks per impression, of the totals shown; null without impressions.</param>
/// <param name="Cells">In the order of day, campaign, banner and event type. A cell that is not here is <c>&lt;10</c> too.</param>
/// <param name="Next">The next page, or null.</param>
internal sealed record PartnerCellsAnswer(
    string Partner, DateOnly From, DateOnly To, DateOnly? ClosedThrough, IReadOnlyDictionary<string, long> Totals, double? Ctr, IReadOnlyList<PartnerCellsAnswer.Cell> Cells, int? Next)
{
    /// <param name="Count"><c>&lt;10</c> for 0 to 9 events, else their number rounded down to tens, such as <c>120</c>.</param>
    internal sealed record Cell(DateOnly Day, Guid Campaign, Guid Banner, string EventType, string Count);
}

internal static class GetPartnerCells
{
    private const int LongestPeriod = 92;
    private const int PageSize = 1_000;
    private const int LastPage = 1_000_000;

    // Which cells are listed follows from what is shown anyway, never from a small figure: the closed days, the campaigns of which the
    // partner is shown something in the period, and their banners. Were an empty cell missing, 0 could be told from 1.
    private const string Listed =
        """
        with mine as (select * from partner_cells where partner = {0} and day between {1} and {2}),
        banners_listed as (select campaign_id, banner_id from mine union select campaign_id, id from banners where campaign_id in (select campaign_id from mine))
        select d.day, b.campaign_id as campaign, b.banner_id as banner, t.event_type, coalesce(m.shown, 0) as shown
        from closed_days d cross join banners_listed b cross join unnest(array['click', 'impression', 'tap', 'viewable']) as t (event_type)
        left join mine m on m.day = d.day and m.campaign_id = b.campaign_id and m.banner_id = b.banner_id and m.event_type = t.event_type
        where d.day between {1} and {2}
        order by 1, 2, 3, 4 limit {3} offset {4}
        """;

    private sealed record Row(DateOnly Day, Guid Campaign, Guid Banner, string EventType, long Shown);

    public static void MapGetPartnerCells(this IEndpointRouteBuilder app) =>
        app.MapGet("/partner-cells", HandleAsync)
            .WithName("GetPartnerCells").WithSummary("A partner's own figures by closed day, campaign, banner and event type, in tens; up to 92 days, 1,000 cells a page.");

    private static async Task<Results<Ok<PartnerCellsAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        ClaimsPrincipal user, HttpResponse response, MetricsDbContext db, DateOnly? from = null, DateOnly? to = null, int page = 1, string? partner = null, CancellationToken cancellationToken = default)
    {
        response.Headers.CacheControl = "no-store";
        if (user.PartnerId() is { } own && partner is not null && !string.Equals(partner, own, StringComparison.Ordinal))
            return TypedResults.Problem("A partner's key reads that partner's figures only: leave 'partner' out.", statusCode: StatusCodes.Status403Forbidden);
        if ((user.PartnerId() ?? partner) is not { Length: > 0 and <= 40 } whose)
            return Period.Refuse("partner", "With the admin key, 'partner' says whose figures are meant.");
        if (from is not { } first || to is not { } last)
            return Period.Refuse(from is null ? "from" : "to", "'from' and 'to' are the first and the last day (UTC), such as 2020-04-01.");
        if (Period.Check(first, last) is { } refused)
            return refused;
        if (last.DayNumber - first.DayNumber >= LongestPeriod)
            return Period.Refuse("to", $"A period has at most {LongestPeriod} days.");
        if (page is < 1 or > LastPage)
            return Period.Refuse("page", $"Pages are counted from 1 to {LastPage}.");
        return TypedResults.Ok(await ReadAsync(db, whose, first, last, page, cancellationToken));
    }

    private static async Task<PartnerCellsAnswer> ReadAsync(MetricsDbContext db, string partner, DateOnly from, DateOnly to, int page, CancellationToken cancellationToken)
    {
        var offset = (page - 1) * (long)PageSize;
        var rows = await db.Database.SqlQueryRaw<Row>(Listed, partner, from, to, PageSize + 1, offset).ToListAsync(cancellationToken);
        var totals = await db.PartnerCells.AsNoTracking().Where(x => x.Partner == partner && x.Day >= from && x.Day <= to)
            .GroupBy(x => x.EventType).Select(x => new { x.Key, Sum = x.Sum(y => y.Shown) }).OrderBy(x => x.Key).ToDictionaryAsync(x => x.Key, x => x.Sum, StringComparer.Ordinal, cancellationToken);
        var impressions = totals.GetValueOrDefault("impression");
        return new PartnerCellsAnswer(
            partner, from, to, await db.ClosedDays.MaxAsync(x => (DateOnly?)x.Day, cancellationToken), totals,
            impressions == 0 ? null : Math.Round((double)totals.GetValueOrDefault("click") / impressions, 4),
            [.. rows.Take(PageSize).Select(x => new PartnerCellsAnswer.Cell(x.Day, x.Campaign, x.Banner, x.EventType, Show(x.Shown)))],
            rows.Count > PageSize ? page + 1 : null);
    }

    private static string Show(long shown) => shown < 10 ? "<10" : shown.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
