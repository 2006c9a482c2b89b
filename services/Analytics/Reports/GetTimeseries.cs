using Analytics.Data;
using Analytics.Defining;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <param name="Head">What it says of itself.</param>
/// <param name="Metric">What is counted.</param>
/// <param name="Grain"><c>minute</c>, <c>hour</c> or <c>day</c> (UTC).</param>
/// <param name="Points">Every bucket of the period, also the empty ones.</param>
internal sealed record Timeseries(ReportHead Head, string Metric, string Grain, IReadOnlyList<TimeseriesPoint> Points) : Report(Head);

internal sealed record TimeseriesPoint(DateTimeOffset At, long Value);

internal static class GetTimeseries
{
    private const int MostPoints = 2_000;

    private static readonly Dictionary<string, string> Metrics = new(StringComparer.Ordinal)
    {
        ["impressions"] = "impression",
        ["viewable"] = "viewable",
        ["clicks"] = "click",
        ["taps"] = "tap",
    };

    private static readonly Dictionary<string, (TimeSpan Step, int Default)> Grains = new(StringComparer.Ordinal)
    {
        ["minute"] = (TimeSpan.FromMinutes(1), 60),
        ["hour"] = (TimeSpan.FromHours(1), 24),
        ["day"] = (TimeSpan.FromDays(1), 30),
    };

    private sealed record Filter(string EventType, DateTimeOffset From, DateTimeOffset To, Guid? Campaign, string? Partner);

    public static void MapGetTimeseries(this IEndpointRouteBuilder app) =>
        app.MapGet("/timeseries", HandleAsync)
            .WithName("GetTimeseries").WithSummary("Verified valid events by minute, hour or day, gaps filled with 0.");

    private static async Task<Results<Ok<Timeseries>, ValidationProblem>> HandleAsync(
        MetricsDbContext db, ReportHeads heads, TimeProvider clock, string metric = "impressions", string grain = "hour",
        ReportTime? from = null, ReportTime? to = null, Guid? campaign = null, string? partner = null, CancellationToken cancellationToken = default)
    {
        if (!Metrics.TryGetValue(metric, out var eventType))
            return Period.Refuse("metric", $"The metric must be one of {string.Join(", ", Metrics.Keys)}.");
        if (!Grains.TryGetValue(grain, out var grained))
            return Period.Refuse("grain", $"The grain must be one of {string.Join(", ", Grains.Keys)}.");
        var asOf = clock.GetUtcNow();
        var last = Floor(to?.Last ?? asOf, grained.Step);
        var first = Floor(from?.First ?? Earlier(last, (grained.Default - 1) * grained.Step), grained.Step);
        if (first > last)
            return Period.Refuse("to", "The period ends before it begins: 'to' must not be earlier than 'from'.");
        var buckets = (last - first) / grained.Step + 1;
        if (buckets > MostPoints)
            return Period.Refuse("from", $"The period has more than {MostPoints} points of a {grain}; choose a shorter one or a coarser grain.");

        var head = heads.Of(last + grained.Step, Figures.Links("value=" + metric));
        var values = await ReadAsync(db, grain, new Filter(eventType, first, last, campaign, partner), cancellationToken);
        var points = Enumerable.Range(0, (int)buckets).Select(i => first + i * grained.Step).Select(at => new TimeseriesPoint(at, values.GetValueOrDefault(at))).ToList();
        return TypedResults.Ok(new Timeseries(head, metric, grain, points));
    }

    private static Task<Dictionary<DateTimeOffset, long>> ReadAsync(MetricsDbContext db, string grain, Filter filter, CancellationToken cancellationToken)
    {
        switch (grain)
        {
            case "minute":
                return Headline(db, db.Minutes, filter).Where(x => x.Bucket >= filter.From && x.Bucket <= filter.To)
                    .GroupBy(x => x.Bucket).Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToDictionaryAsync(x => x.Key, x => x.Sum, cancellationToken);
            case "hour":
                return Headline(db, db.Hours, filter).Where(x => x.Bucket >= filter.From && x.Bucket <= filter.To)
                    .GroupBy(x => x.Bucket).Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToDictionaryAsync(x => x.Key, x => x.Sum, cancellationToken);
            default:
                var from = DateOnly.FromDateTime(filter.From.UtcDateTime);
                var to = DateOnly.FromDateTime(filter.To.UtcDateTime);
                return Headline(db, db.Days, filter).Where(x => x.Day >= from && x.Day <= to)
                    .GroupBy(x => x.Day).Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToDictionaryAsync(x => Period.StartOf(x.Key), x => x.Sum, cancellationToken);
        }
    }

    private static IQueryable<T> Headline<T>(MetricsDbContext db, IQueryable<T> rollup, Filter filter)
        where T : BannerRollup
    {
        rollup = rollup.AsNoTracking().Where(x => x.EventType == filter.EventType && x.Verified && x.Validity == "valid");
        if (filter.Campaign is { } campaign)
            rollup = rollup.Where(x => x.CampaignId == campaign);
        return filter.Partner is { } partner
            ? rollup.Where(x => x.Partner == partner)
            : rollup.Where(x => !db.Partners.Any(y => y.Sandbox && y.Id == x.Partner));
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - at.UtcTicks % step.Ticks, TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset at, TimeSpan by) => at - DateTimeOffset.MinValue > by ? at - by : DateTimeOffset.MinValue;
}
