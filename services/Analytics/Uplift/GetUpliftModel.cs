using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Analytics.Calls;
using Analytics.Data;
using Analytics.Flights;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Uplift;

internal static class GetUpliftModel
{
    private const string Definition = "services/Analytics/Uplift/README.md";
    private const int ShortestDays = 7;
    private const int LongestWeeks = 60;
    private const int DefaultWeeks = 26;
    private const int MostEvents = 200;

    public static void MapGetUpliftModel(this IEndpointRouteBuilder app) =>
        app.MapGet("/uplift/model", HandleAsync)
            .WithName("GetUpliftModel").WithSummary("Did calls rise? A campaign's days beside those that the weeks before it let expect, with a 95 % interval.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Where a period is asked about; null when it is too short or too long for the model.</summary>
    public static string? Address(string helpline, DateOnly from, DateOnly to) =>
        to.DayNumber - from.DayNumber + 1 is < ShortestDays or > Counterfactual.LongestDays ? null
            : string.Create(CultureInfo.InvariantCulture, $"/v1/uplift/model?helpline={Uri.EscapeDataString(helpline)}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");

    private static async Task<Results<Ok<UpliftModel>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        HttpRequest request, MetricsDbContext db, TimeProvider clock, ReportHeads heads, DateOnly from, DateOnly to,
        [FromQuery, RegularExpression("[0-9]{2,10}")] string helpline = "119", [FromQuery, Range(UsableDays.FewestWeeks, LongestWeeks)] int before = DefaultWeeks,
        CancellationToken cancellationToken = default)
    {
        if (Period.Check(from, to) is { } refused)
            return refused;
        var length = to.DayNumber - from.DayNumber + 1;
        if (length is < ShortestDays or > Counterfactual.LongestDays)
            return Period.Refuse("to", $"The period has {length} days. The method is proven for {ShortestDays} to {Counterfactual.LongestDays} days.");

        var language = Languages.Of(request);
        var texts = new UpliftTexts(Languages.Culture(language));
        var first = from.AddDays(-Math.Min(from.DayNumber, 7 * before));
        var calls = await db.DailyAsync(helpline, first, to, cancellationToken);
        var days = UsableDays.Of(calls, first, from, to, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (days.Refused is { } reason)
            return Refuse(texts, reason, days, helpline, from, to);
        var estimate = UpliftEstimate.Of(days.Before, days.During);
        if (!estimate.IsSteady || !estimate.Varies)
            return Refuse(texts, estimate.Varies ? Refusal.TooUncertain : Refusal.Constant, days, helpline, from, to);

        var placebos = PlaceboTest.Of(days, length, cancellationToken);
        var begin = days.Before[0].Day;
        return TypedResults.Ok(new UpliftModel(
            heads.OfCalls(from, to, calls.FindAll(x => x.Day >= from), UpliftModel.Links), helpline, from, to, days.Weeks, calls.Exists(x => x.Day >= begin && x.Illustrative), await db.CallSourcesAsync(helpline, begin, to, language, cancellationToken),
            new UpliftMethod(UpliftEstimate.Method, UpliftEstimate.Version, 0.95, Definition),
            Verdict(texts, estimate.Cumulative, placebos), estimate.Cumulative,
            [.. days.During.Zip(estimate.Days, (day, x) => new UpliftDay(day.Day, day.Calls, x.Expected, x.Low, x.High))],
            UpliftParameters.Of(estimate.Model),
            new UpliftPlacebo(placebos.Count, placebos.Count(x => x.Alarm), texts.Placebos(placebos.Count, placebos.Count(x => x.Alarm), length), placebos),
            await EventsAsync(db, begin, from, to, language, cancellationToken),
            [.. days.Before.Zip(UpliftParameters.Fitted(estimate.Model), (day, fitted) => new UpliftFittedDay(day.Day, day.Calls, fitted))],
            [.. days.Excluded.Where(x => x.Day >= begin).Select(x => new UpliftExcludedDay(x.Day, JsonNamingPolicy.CamelCase.ConvertName(x.Reason.ToString()), texts.Excluded(x.Reason)))]));
    }

    private static UpliftVerdict Verdict(UpliftTexts texts, CumulativeUplift cumulative, List<Placebo> placebos)
    {
        var code = !cumulative.Alarm ? "none" : cumulative.Low > 0 ? "rise" : "fall";
        var caution = PlaceboTest.TooManyAlarms(placebos) ? texts.TooManyAlarms(placebos.Count(x => x.Alarm), placebos.Count)
            : placebos.Count == 0 ? texts.NoPlacebo
            : null;
        return new UpliftVerdict(code, cumulative.Alarm, texts.Verdict(code, cumulative), caution);
    }

    private static ProblemHttpResult Refuse(UpliftTexts texts, Refusal reason, UsableDays days, string helpline, DateOnly from, DateOnly to) =>
        TypedResults.Problem(
            texts.Refusal(reason, days, helpline, from, to), title: texts.RefusalTitle, statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["reason"] = JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()),
                ["weeks"] = days.Weeks,
                ["weeksNeeded"] = UsableDays.FewestWeeks,
                ["missingBefore"] = days.MissingBefore,
                ["missingDuring"] = days.MissingDuring,
                ["definition"] = Definition,
            });

    private static async Task<IReadOnlyList<UpliftEvent>> EventsAsync(MetricsDbContext db, DateOnly begin, DateOnly from, DateOnly to, string language, CancellationToken cancellationToken)
    {
        // Those of the campaign's own days first: they matter most when there are many.
        var flights = await db.Flights.AsNoTracking().Where(x => x.To >= begin && x.From <= to)
            .OrderByDescending(x => x.To >= from).ThenBy(x => x.From).ThenBy(x => x.Id).Take(MostEvents).ToListAsync(cancellationToken);
        return [.. flights.Select(flight => FlightAnswer.Of(flight, language)).Select(x =>
            new UpliftEvent(x.Id, x.Medium, x.Name, x.From, x.To, x.Partner, x.Illustrative, x.Note, x.From < from, x.To >= from))];
    }
}
