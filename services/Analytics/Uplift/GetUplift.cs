using Analytics.Calls;
using Analytics.Data;
using Analytics.Defining;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Uplift;

/// <summary>Calls of a period beside those of the same calendar dates of another year. A difference is not yet a cause.</summary>
/// <param name="Sum">Calls of the period.</param>
/// <param name="ComparedSum">Calls of the same dates in the other year.</param>
/// <param name="Relative">(sum − comparedSum) / comparedSum.</param>
/// <param name="Percent">The same in percent, to two decimals.</param>
/// <param name="Days">Days compared; 29 February has no counterpart in most years and is left out.</param>
/// <param name="Illustrative">At least one figure is not a published one.</param>
/// <param name="Sources">Where the figures are from, in the language asked for.</param>
/// <param name="Model">Where the same days are set beside the weeks before them, with a 95 % interval; null when the period is too short or too long for that.</param>
/// <param name="Head">What it says of itself.</param>
internal sealed record UpliftReport(
    ReportHead Head, string Helpline, DateOnly From, DateOnly To, int CompareYear, int Days,
    long Sum, long ComparedSum, double Relative, double Percent, bool Illustrative, IReadOnlyList<string> Sources, string? Model) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links("sum=calls", "comparedSum=calls", "relative", "percent=relative", "days=usableDays");
}

internal static class GetUplift
{
    private const int LongestDays = 366;

    public static void MapGetUplift(this IEndpointRouteBuilder app) =>
        app.MapGet("/uplift", HandleAsync)
            .WithName("GetUplift").WithSummary("Did calls rise? A period compared with the same calendar dates of another year.");

    private static async Task<Results<Ok<UpliftReport>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        HttpRequest request, MetricsDbContext db, ReportHeads heads, DateOnly from, DateOnly to, int? compareYear = null, string helpline = "119", CancellationToken cancellationToken = default)
    {
        if (Period.Check(from, to) is { } refused)
            return refused;
        if (to.DayNumber - from.DayNumber >= LongestDays)
            return Period.Refuse("to", $"The period is longer than {LongestDays} days.");
        var year = compareYear ?? from.Year - 1;
        if (year is < 1900 or > 9000 || year == from.Year)
            return Period.Refuse("compareYear", "compareYear must be another year than that of the period.");

        var pairs = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
            .Select(day => (Day: day, Other: SameDate(day, day.Year + year - from.Year))).Where(x => x.Other is not null).ToList();
        var calls = await db.DailyAsync(helpline, from, to, cancellationToken);
        var others = pairs.Count == 0 ? [] : await db.DailyAsync(helpline, pairs[0].Other!.Value, pairs[^1].Other!.Value, cancellationToken);
        var compared = Compare(pairs, calls.ToDictionary(x => x.Day), others.ToDictionary(x => x.Day));
        if (compared.Missing > 0 || pairs.Count == 0 || compared.Other == 0)
        {
            return TypedResults.Problem(
                $"There are no figures of calls to {helpline} for {compared.Missing} of the {2 * pairs.Count} days that this comparison needs.",
                title: "Calls cannot be compared.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var relative = (double)(compared.Sum - compared.Other) / compared.Other;
        var language = Languages.Of(request);
        var sources = (await db.CallSourcesAsync(helpline, from, to, language, cancellationToken))
            .Union(await db.CallSourcesAsync(helpline, pairs[0].Other!.Value, pairs[^1].Other!.Value, language, cancellationToken), StringComparer.Ordinal);
        return TypedResults.Ok(new UpliftReport(
            heads.OfCalls(from, to, calls, UpliftReport.Links), helpline, from, to, year, pairs.Count, compared.Sum, compared.Other,
            relative, Math.Round(100 * relative, 2, MidpointRounding.AwayFromZero), compared.Illustrative, [.. sources], GetUpliftModel.Address(helpline, from, to)));
    }

    private static DateOnly? SameDate(DateOnly day, int year) =>
        day is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? null : new DateOnly(year, day.Month, day.Day);

    private static (long Sum, long Other, int Missing, bool Illustrative) Compare(
        List<(DateOnly Day, DateOnly? Other)> pairs, Dictionary<DateOnly, DailyCall> calls, Dictionary<DateOnly, DailyCall> others)
    {
        var result = (Sum: 0L, Other: 0L, Missing: 0, Illustrative: false);
        foreach (var (day, other) in pairs)
        {
            var call = calls.GetValueOrDefault(day);
            var otherCall = others.GetValueOrDefault(other!.Value);
            result.Missing += (call is null ? 1 : 0) + (otherCall is null ? 1 : 0);
            result.Sum += call?.Calls ?? 0;
            result.Other += otherCall?.Calls ?? 0;
            result.Illustrative |= call is { Illustrative: true } || otherCall is { Illustrative: true };
        }

        return result;
    }
}
