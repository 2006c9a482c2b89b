using System.Data;
using Analytics.Data;
using Analytics.Defining;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>A figure by one dimension: the first rows, the rest, and the total that they add up to.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="By">The dimension.</param>
/// <param name="Metric">What is counted.</param>
/// <param name="From">First day (UTC), or null for the beginning.</param>
/// <param name="To">Last day (UTC), or null for the end.</param>
/// <param name="Rows">Largest first.</param>
/// <param name="Other">What is in none of the rows, small cells that were merged after their time included.</param>
/// <param name="Total">Rows and rest together.</param>
internal sealed record Breakdown(ReportHead Head, string By, string Metric, DateOnly? From, DateOnly? To, IReadOnlyList<BreakdownRow> Rows, BreakdownRest Other, long Total) : Report(Head);

/// <param name="Key">Id or value; empty when the platform gave none.</param>
/// <param name="Name">Of the campaign, banner, keyword or partner.</param>
/// <param name="Unknown">Nothing is known of this id, or no value was given.</param>
/// <param name="Value">Of the metric.</param>
/// <param name="Share">Of the total, or null when that is 0.</param>
internal sealed record BreakdownRow(string Key, string? Name, bool Unknown, long Value, double? Share);

/// <param name="Rows">How many more values there are.</param>
/// <param name="Value">Of the metric.</param>
/// <param name="Share">Of the total, or null when that is 0.</param>
internal sealed record BreakdownRest(int Rows, long Value, double? Share);

internal static class GetBreakdown
{
    // By which retention replaces the values of small cells.
    private const string Merged = "other";

    private static readonly string[] Dimensions = ["campaign", "banner", "partner", "keyword", "locale", "region", "device", "validity"];

    private sealed class Cell
    {
        public required string Key { get; init; }

        public required long Count { get; init; }
    }

    public static void MapGetBreakdown(this IEndpointRouteBuilder app) =>
        app.MapGet("/breakdown", HandleAsync)
            .WithName("GetBreakdown").WithSummary("A figure by campaign, banner, partner, keyword, locale, region, device or validity: the first rows and the rest.");

    private static async Task<Results<Ok<Breakdown>, ValidationProblem>> HandleAsync(
        MetricsDbContext db, ReportHeads heads, Names names, [AsParameters] EventQuery which, string by = "campaign", string metric = "impressions", int top = 10,
        DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if ((which.Check() ?? EventQuery.CheckMetric(metric) ?? Period.Check(from, to)) is { } refused)
            return refused;
        if (!Dimensions.Contains(by, StringComparer.Ordinal))
            return Period.Refuse("by", $"The dimension must be one of {string.Join(", ", Dimensions)}.");
        if (top is < 1 or > 100)
            return Period.Refuse("top", "From 1 to 100 rows can be asked for.");

        var head = heads.Of(to is { } day ? Period.EndOf(day) : null, Figures.Links($"value={metric}", $"total={metric}", "share", "other.rows=otherRows"));
        // Rows, rest and total are of the same moment, so that they add up.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var cells = CellsOf(db, by == "validity" ? which with { Validity = "all" } : which, by, EventQuery.Metrics[metric], from, to);
        var total = await cells.SumAsync(x => x.Count, cancellationToken);
        var sums = cells.Where(x => x.Key != Merged).GroupBy(x => x.Key).Select(x => new { x.Key, Sum = x.Sum(y => y.Count) });
        var count = await sums.CountAsync(cancellationToken);
        var first = await sums.OrderByDescending(x => x.Sum).ThenBy(x => x.Key).Take(top).ToListAsync(cancellationToken);
        var named = await names.OfAsync(by, first.ConvertAll(x => x.Key), cancellationToken);
        var rest = total - first.Sum(x => x.Sum);
        return TypedResults.Ok(new Breakdown(
            head, by, metric, from, to,
            first.ConvertAll(x => new BreakdownRow(x.Key, named.GetValueOrDefault(x.Key), Names.IsUnknown(by, x.Key, named.GetValueOrDefault(x.Key)), x.Sum, Rate.Of(x.Sum, total))),
            new BreakdownRest(count - first.Count, rest, Rate.Of(rest, total)), total));
    }

    private static IQueryable<Cell> CellsOf(MetricsDbContext db, EventQuery which, string by, string eventType, DateOnly? from, DateOnly? to)
    {
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var days = which.Of(db, db.Days).Where(x => x.EventType == eventType && x.Day >= first && x.Day <= last);
        return by switch
        {
            "campaign" => days.Select(x => new Cell { Key = x.CampaignId.ToString(), Count = x.Count }),
            "banner" => days.Select(x => new Cell { Key = x.BannerId.ToString(), Count = x.Count }),
            "partner" => days.Select(x => new Cell { Key = x.Partner, Count = x.Count }),
            "validity" => days.Select(x => new Cell { Key = x.Validity, Count = x.Count }),
            _ => which.Of(db, db.DayCells).Where(x => x.Dimension == by && x.EventType == eventType && x.Day >= first && x.Day <= last)
                .Select(x => new Cell { Key = x.Value, Count = x.Count }),
        };
    }
}
