using Analytics.Data;
using Analytics.Defining;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>From decision to tap.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="By">What the funnels are of, or null for one of all.</param>
/// <param name="From">First day (UTC), or null for the beginning.</param>
/// <param name="To">Last day (UTC), or null for the end.</param>
/// <param name="Decisions">Searches that were decided.</param>
/// <param name="All">Of everything that was asked for.</param>
/// <param name="Funnels">One for each campaign or partner, those with most impressions first.</param>
internal sealed record Funnel(
    ReportHead Head, string? By, DateOnly? From, DateOnly? To, FunnelDecisions Decisions, IReadOnlyList<FunnelStep> All, IReadOnlyList<FunnelOf> Funnels) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links(
        "decisions", "decisions.total=decisions", "decisions.matched=decisionsMatched", "decisions.withoutMatch=decisionsWithoutMatch",
        "count=funnelCount", "ofPrevious=rateOfPrevious", "ofFirst=rateOfFirst", "impressions", "viewable", "clicks", "taps");
}

/// <param name="Total">With a banner and without.</param>
/// <param name="Matched">With a banner.</param>
/// <param name="WithoutMatch">Without; null when a campaign is asked for, since they belong to none.</param>
/// <param name="BestEffort">Always true: decisions are counted in memory, never as rows.</param>
internal sealed record FunnelDecisions(long Total, long Matched, long? WithoutMatch, bool BestEffort);

/// <param name="Step"><c>decisions</c>, <c>impressions</c>, <c>viewable</c>, <c>clicks</c> or <c>taps</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="OfPrevious">Count by that of the step before, or null.</param>
/// <param name="OfFirst">Count by that of the first step, or null.</param>
/// <param name="BestEffort">The count may be a little too small.</param>
internal sealed record FunnelStep(string Step, long Count, double? OfPrevious, double? OfFirst, bool BestEffort);

/// <param name="Key">Id of the campaign or partner.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unknown">Nothing is known of this id.</param>
/// <param name="Steps">From decisions to taps.</param>
internal sealed record FunnelOf(string Key, string? Name, bool Unknown, IReadOnlyList<FunnelStep> Steps);

internal static class GetFunnel
{
    private const int Most = 50;
    private static readonly string[] Steps = ["impressions", "viewable", "clicks", "taps"];

    private sealed record Count(string Key, string EventType, long Sum);

    public static void MapGetFunnel(this IEndpointRouteBuilder app) =>
        app.MapGet("/funnel", HandleAsync)
            .WithName("GetFunnel").WithSummary("Decision → impression → viewable → click → tap, with the rates between; decisions are best effort.");

    private static async Task<Results<Ok<Funnel>, ValidationProblem>> HandleAsync(
        MetricsDbContext db, ReportHeads heads, Names names, [AsParameters] EventQuery which, string? by = null,
        DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if ((which.Check() ?? Period.Check(from, to)) is { } refused)
            return refused;
        if (by is not (null or "campaign" or "partner"))
            return Period.Refuse("by", "by must be campaign or partner, or left out for one funnel of all.");

        var head = heads.Of(to is { } day ? Period.EndOf(day) : null, Funnel.Links);
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var events = await EventsAsync(which.Of(db, db.Days).Where(x => x.Day >= first && x.Day <= last), by, cancellationToken);
        var (decisions, without) = await DecisionsAsync(which.OfDecisions(db).Where(x => x.Day >= first && x.Day <= last), by, cancellationToken);
        var keys = by is null ? [] : events.Concat(decisions).GroupBy(x => x.Key, StringComparer.Ordinal)
            .OrderByDescending(x => x.Where(y => y.EventType == "impression").Sum(y => y.Sum)).ThenBy(x => x.Key, StringComparer.Ordinal).Take(Most).ToList();
        var named = await names.OfAsync(by ?? "", keys.ConvertAll(x => x.Key), cancellationToken);
        var matched = decisions.Sum(x => x.Sum);
        return TypedResults.Ok(new Funnel(
            head, by, from, to, new FunnelDecisions(matched + without, matched, which.Campaign is null ? without : null, BestEffort: true), StepsOf([.. events, .. decisions]),
            keys.ConvertAll(x => new FunnelOf(x.Key, named.GetValueOrDefault(x.Key), Names.IsUnknown(by!, x.Key, named.GetValueOrDefault(x.Key)), StepsOf([.. x])))));
    }

    private static Task<List<Count>> EventsAsync(IQueryable<DayRollup> days, string? by, CancellationToken cancellationToken) => (by switch
    {
        "campaign" => days.GroupBy(x => new { Key = x.CampaignId.ToString(), x.EventType }),
        "partner" => days.GroupBy(x => new { Key = x.Partner, x.EventType }),
        _ => days.GroupBy(x => new { Key = "", x.EventType }),
    }).Select(x => new Count(x.Key.Key, x.Key.EventType, x.Sum(y => y.Count))).ToListAsync(cancellationToken);

    // What met no campaign is in no funnel, and told apart.
    private static async Task<(List<Count> Matched, long WithoutMatch)> DecisionsAsync(IQueryable<DecisionDayRollup> days, string? by, CancellationToken cancellationToken)
    {
        var matched = days.Where(x => x.CampaignId != Guid.Empty);
        var counts = await (by switch
        {
            "campaign" => matched.GroupBy(x => x.CampaignId.ToString()),
            "partner" => matched.GroupBy(x => x.Partner),
            _ => matched.GroupBy(x => ""),
        }).Select(x => new Count(x.Key, "decision", x.Sum(y => y.Count))).ToListAsync(cancellationToken);
        return (counts, await days.Where(x => x.CampaignId == Guid.Empty).SumAsync(x => x.Count, cancellationToken));
    }

    private static List<FunnelStep> StepsOf(IReadOnlyCollection<Count> counts)
    {
        var first = CountOf("decision");
        var steps = new List<FunnelStep> { new("decisions", first, null, Rate.Of(first, first), BestEffort: true) };
        foreach (var step in Steps)
        {
            var count = CountOf(EventQuery.Metrics[step]);
            steps.Add(new FunnelStep(step, count, Rate.Of(count, steps[^1].Count), Rate.Of(count, first), BestEffort: false));
        }

        return steps;

        long CountOf(string eventType) => counts.Where(x => x.EventType == eventType).Sum(x => x.Sum);
    }
}
