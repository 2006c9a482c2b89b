using Analytics.Data;
using Analytics.Defining;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>A period beside another one, or a campaign beside another one. A difference is not yet a cause.</summary>
/// <param name="Head">What it says of itself; final when both sides are.</param>
/// <param name="With"><c>previous</c>, <c>year</c> or <c>campaign</c>.</param>
/// <param name="From">First day of the period (UTC).</param>
/// <param name="To">Its last day.</param>
/// <param name="ComparedFrom">First day of what it is compared with.</param>
/// <param name="ComparedTo">Its last day.</param>
/// <param name="ComparedCampaign">The other campaign, if there is one.</param>
/// <param name="LeftOut">Days of either side without a counterpart: 29 February in most years.</param>
/// <param name="Figures">The four figures of banner events.</param>
internal sealed record Comparison(
    ReportHead Head, string With, DateOnly From, DateOnly To, DateOnly ComparedFrom, DateOnly ComparedTo, Guid? ComparedCampaign,
    IReadOnlyList<DateOnly> LeftOut, IReadOnlyList<ComparedFigure> Figures) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Defining.Figures.Links(
        "value=comparisonValue", "comparedValue", "difference", "relative", "impressions", "viewable", "clicks", "taps");
}

/// <param name="Metric">Name of the figure.</param>
/// <param name="Value">In the period.</param>
/// <param name="ComparedValue">In what it is compared with.</param>
/// <param name="Difference">The first minus the second.</param>
/// <param name="Relative">The difference by the second, or null when that is 0.</param>
internal sealed record ComparedFigure(string Metric, long Value, long ComparedValue, long Difference, double? Relative);

internal static class GetComparison
{
    private const int LongestDays = 366;

    public static void MapGetComparison(this IEndpointRouteBuilder app) =>
        app.MapGet("/comparison", HandleAsync)
            .WithName("GetComparison").WithSummary("A period beside the previous one, the same calendar dates of another year, or another campaign.");

    private static async Task<Results<Ok<Comparison>, ValidationProblem>> HandleAsync(
        MetricsDbContext db, ReportHeads heads, [AsParameters] EventQuery which, DateOnly from, DateOnly to, string with = "previous", int? year = null, Guid? otherCampaign = null,
        CancellationToken cancellationToken = default)
    {
        if ((which.Check() ?? Period.Check(from, to) ?? Period.CheckYear("from", from.Year) ?? Period.CheckYear("to", to.Year)
            ?? CheckOther(with, from, year ?? from.Year - 1, which.Campaign, otherCampaign)) is { } refused)
            return refused;
        if (to.DayNumber - from.DayNumber >= LongestDays)
            return Period.Refuse("to", $"The period is longer than {LongestDays} days.");

        var (pairs, leftOut) = with switch
        {
            "previous" => (Shifted(from, to), []),
            "year" => SameDates(from, to, (year ?? from.Year - 1) - from.Year),
            _ => ([.. Days(from, to).Select(x => (x, x))], []),
        };
        if (pairs.Count == 0)
            return Period.Refuse("year", "29 February has no counterpart in that year, and the period has no other day.");
        var head = heads.Of(Period.EndOf(pairs.Max(x => x.Other) > to ? pairs.Max(x => x.Other) : to), Comparison.Links);
        var mine = await SumAsync(db, which, pairs.ConvertAll(x => x.Day), cancellationToken);
        var others = await SumAsync(db, otherCampaign is null ? which : which with { Campaign = otherCampaign }, pairs.ConvertAll(x => x.Other), cancellationToken);
        return TypedResults.Ok(new Comparison(
            head, with, from, to, pairs[0].Other, pairs[^1].Other, otherCampaign, leftOut,
            [.. EventQuery.Metrics.Select(x => Figure(x.Key, mine.GetValueOrDefault(x.Value), others.GetValueOrDefault(x.Value)))]));
    }

    private static ValidationProblem? CheckOther(string with, DateOnly from, int year, Guid? campaign, Guid? otherCampaign) => with switch
    {
        "campaign" when campaign is null || otherCampaign is null || campaign == otherCampaign =>
            Period.Refuse("otherCampaign", "A comparison of campaigns needs two different ones: campaign and otherCampaign."),
        "year" when year == from.Year || year is < 2000 or > 2999 => Period.Refuse("year", "year must be another year than that of the period, from 2000 to 2999."),
        "previous" or "year" when otherCampaign is not null => Period.Refuse("otherCampaign", "otherCampaign is only for with=campaign."),
        "previous" or "year" or "campaign" => null,
        _ => Period.Refuse("with", "with must be one of previous, year, campaign."),
    };

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    private static List<(DateOnly Day, DateOnly Other)> Shifted(DateOnly from, DateOnly to) =>
        [.. Days(from, to).Select(x => (x, x.AddDays(from.DayNumber - to.DayNumber - 1)))];

    private static (List<(DateOnly Day, DateOnly Other)> Pairs, IReadOnlyList<DateOnly> LeftOut) SameDates(DateOnly from, DateOnly to, int years)
    {
        var pairs = Days(from, to).Where(x => HasDate(x, years)).Select(x => (Day: x, Other: new DateOnly(x.Year + years, x.Month, x.Day))).ToList();
        var left = Days(from, to).Where(x => !HasDate(x, years));
        // Also a 29 February that lies between the other year's dates and is none of them.
        var others = pairs.Count == 0 ? [] : Days(pairs[0].Other, pairs[^1].Other).Except(pairs.Select(x => x.Other));
        return (pairs, [.. left.Concat(others)]);
    }

    private static bool HasDate(DateOnly day, int years) => day is not { Month: 2, Day: 29 } || DateTime.IsLeapYear(day.Year + years);

    private static async Task<Dictionary<string, long>> SumAsync(MetricsDbContext db, EventQuery which, List<DateOnly> days, CancellationToken cancellationToken)
    {
        var sums = await which.Of(db, db.Days).Where(x => days.Contains(x.Day)).GroupBy(x => x.EventType)
            .Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToListAsync(cancellationToken);
        return sums.ToDictionary(x => x.Key, x => x.Sum, StringComparer.Ordinal);
    }

    private static ComparedFigure Figure(string metric, long value, long compared) => new(metric, value, compared, value - compared, Rate.Of(value - compared, compared));
}
