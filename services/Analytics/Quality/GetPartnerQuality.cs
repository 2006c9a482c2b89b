using Analytics.Data;
using Analytics.Defining;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Quality;

/// <summary>How good what partners send is, day by day.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day.</param>
/// <param name="Days">A row for each day and partner of which anything came, newest first.</param>
internal sealed record PartnerQuality(ReportHead Head, DateOnly From, DateOnly To, IReadOnlyList<PartnerQualityDay> Days) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links(
        "received=qualityReceived", "stored=qualityStored", "duplicates=eventsDuplicate", "invalid=eventsInvalid", "tooOld=eventsTooOld", "late",
        "duplicateShare=qualityShare", "invalidShare=qualityShare", "tooOldShare=qualityShare", "lateShare=qualityShare", "impossible");
}

/// <param name="Day">Of arrival; for impossible sequences the day of the events.</param>
/// <param name="Partner">Its id.</param>
/// <param name="Name">Its name, or null when nobody knows it.</param>
/// <param name="Received">Events that arrived by webhook.</param>
/// <param name="Stored">Those that were new.</param>
/// <param name="Duplicates">Those that were counted before.</param>
/// <param name="Invalid">Those that lack what they would be counted by.</param>
/// <param name="TooOld">Those older than raw events are kept.</param>
/// <param name="Late">New ones that arrived more than an hour after they happened.</param>
/// <param name="DuplicateShare">Of those received.</param>
/// <param name="InvalidShare">Of those received.</param>
/// <param name="TooOldShare">Of those received.</param>
/// <param name="LateShare">Of those stored.</param>
/// <param name="Impossible">Events without the one that must come first.</param>
internal sealed record PartnerQualityDay(
    DateOnly Day, string Partner, string? Name, long Received, long Stored, long Duplicates, long Invalid, long TooOld, long Late,
    double? DuplicateShare, double? InvalidShare, double? TooOldShare, double? LateShare, ImpossibleEvents Impossible);

/// <param name="Viewable">Viewable impressions beyond impressions.</param>
/// <param name="Clicks">Clicks beyond impressions.</param>
/// <param name="Taps">Taps beyond impressions.</param>
/// <param name="ReportedClicks">The partner's own banner.click beyond its banner.impression.</param>
internal sealed record ImpossibleEvents(long Viewable, long Clicks, long Taps, long ReportedClicks);

internal static class GetPartnerQuality
{
    private const int LongestDays = 92;

    public static void MapGetPartnerQuality(this IEndpointRouteBuilder app) =>
        app.MapGet("/partner-quality", HandleAsync)
            .WithName("GetPartnerQuality").WithSummary("Late, duplicate and invalid shares of partners’ events and impossible sequences, by day.");

    private static async Task<Results<Ok<PartnerQuality>, ValidationProblem>> HandleAsync(
        QualityReader reader, ReportHeads heads, TimeProvider clock, string? partner = null, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if ((Period.CheckPartner(partner) ?? Period.CheckYear("from", from?.Year) ?? Period.CheckYear("to", to?.Year)) is { } refused)
            return refused;
        var last = to ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var first = from ?? last.AddDays(-29);
        if (Period.Check(first, last) is { } reversed)
            return reversed;
        if (last.DayNumber - first.DayNumber >= LongestDays)
            return Period.Refuse("from", $"The period is longer than {LongestDays} days; choose a shorter one.");
        var head = heads.OfPartners(Period.EndOf(last), PartnerQuality.Links);
        return TypedResults.Ok(new PartnerQuality(head, first, last, await reader.ReadAsync(first, last, partner, cancellationToken)));
    }
}
