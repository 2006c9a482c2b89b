using System.Text.Json.Serialization;
using Analytics.Defining;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Reports;

/// <param name="Head">What it says of itself.</param>
/// <param name="Metric">What is counted; several are divided by commas.</param>
/// <param name="Grain"><c>minute</c>, <c>hour</c> or <c>day</c>.</param>
/// <param name="Zone">By whose clocks days begin and hours are named.</param>
/// <param name="Points">Every bucket of the period, also the empty ones.</param>
internal sealed record Timeseries(ReportHead Head, string Metric, string Grain, string Zone, IReadOnlyList<TimeseriesPoint> Points) : Report(Head);

/// <param name="At">The first moment of the bucket, with the offset that clocks have then.</param>
/// <param name="Value">Of the first metric.</param>
/// <param name="Values">Of each metric by its name, when several were asked for.</param>
internal sealed record TimeseriesPoint(
    DateTimeOffset At, long Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, long>? Values = null);

internal static class GetTimeseries
{
    private const int MostPoints = 2_000;

    private static readonly Dictionary<string, (TimeSpan Step, int Default)> Grains = new(StringComparer.Ordinal)
    {
        ["minute"] = (TimeSpan.FromMinutes(1), 60),
        ["hour"] = (TimeSpan.FromHours(1), 24),
        ["day"] = (TimeSpan.FromDays(1), 30),
    };

    public static void MapGetTimeseries(this IEndpointRouteBuilder app) =>
        app.MapGet("/timeseries", HandleAsync)
            .WithName("GetTimeseries").WithSummary("Banner events by minute, hour or day of a time zone, gaps filled with 0.");

    private static async Task<Results<Ok<Timeseries>, ValidationProblem>> HandleAsync(
        SeriesReader reader, ReportHeads heads, TimeProvider clock, [AsParameters] EventQuery which,
        string metric = "impressions", string grain = "hour", string zone = "UTC",
        ReportTime? from = null, ReportTime? to = null, CancellationToken cancellationToken = default)
    {
        var metrics = metric.Split(',').Distinct(StringComparer.Ordinal).ToList();
        if ((which.Check() ?? metrics.Select(EventQuery.CheckMetric).FirstOrDefault(x => x is not null)) is { } refused)
            return refused;
        if (!Grains.TryGetValue(grain, out var grained))
            return Period.Refuse("grain", $"The grain must be one of {string.Join(", ", Grains.Keys)}.");
        if (ReportZone.Find(zone) is not { } place)
            return Period.Refuse("zone", "The zone must be the IANA id of a time zone, such as Europe/Paris; its default is UTC.");
        if ((Period.CheckYear("from", from?.Year) ?? Period.CheckYear("to", to?.Year)) is { } outside)
            return outside;

        var now = clock.GetUtcNow();
        var buckets = new Buckets(grain, grained.Step, place);
        var last = buckets.Floor(to?.LastIn(place) ?? now);
        var first = buckets.Floor(from?.FirstIn(place) ?? buckets.Back(last, grained.Default - 1));
        if (first > last)
            return Period.Refuse("to", "The period ends before it begins: 'to' must not be earlier than 'from'.");
        if ((last - first) / grained.Step >= MostPoints)
            return Period.Refuse("from", $"The period has more than {MostPoints} points of a {grain}; choose a shorter one or a coarser grain.");
        if (buckets.Refusal(first, last, now) is { } notKept)
            return notKept;

        var head = heads.Of(buckets.Next(last), Figures.Links([$"value={metrics[0]}", .. metrics.Count > 1 ? metrics : []]));
        var sums = await reader.ReadAsync(buckets, first, last, metrics, which, cancellationToken);
        return TypedResults.Ok(new Timeseries(head, metric, grain, zone, [.. buckets.All(first, last).Select(at => Point(at, metrics, sums))]));
    }

    private static TimeseriesPoint Point(DateTimeOffset at, List<string> metrics, Dictionary<(DateTimeOffset At, string Metric), long> sums)
    {
        return new TimeseriesPoint(at, Of(metrics[0]), metrics.Count == 1 ? null : metrics.ToDictionary(x => x, Of, StringComparer.Ordinal));

        long Of(string metric) => sums.GetValueOrDefault((at.ToUniversalTime(), metric));
    }
}
