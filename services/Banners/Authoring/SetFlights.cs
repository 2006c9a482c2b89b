using System.Globalization;
using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces when a campaign answers. What is live changes only by publishing; then it begins and ends by itself.</summary>
internal static class SetFlights
{
    /// <param name="Flights">The campaign answers inside any of them; an empty list means always.</param>
    public sealed record Request([property: Required, MaxLength(100)] IReadOnlyList<Item> Flights);

    /// <param name="TimeZone">IANA name, such as <c>Europe/Paris</c>, of the zone of days and times, and of a start and end without an offset.</param>
    /// <param name="Start">Date and time, <c>2026-12-01T08:00</c>; missing: from its publication on.</param>
    /// <param name="End">The first moment after it; missing: until another change.</param>
    /// <param name="Days"><c>mon</c> to <c>sun</c>, on which it begins; missing: every day.</param>
    /// <param name="From">Time of the day, <c>HH:mm</c>; missing: midnight.</param>
    /// <param name="To">Time of the day, of the next day when it is not after <c>from</c>; missing: midnight.</param>
    public sealed record Item(
        [property: Required] string TimeZone,
        [property: Moment] string? Start = null,
        [property: Moment] string? End = null,
        [property: MaxLength(7), WeekDays] IReadOnlyList<string>? Days = null,
        [property: TimeOfDay] string? From = null,
        [property: TimeOfDay] string? To = null);

    public static void MapSetFlights(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/flights", HandleAsync).WithName("SetFlights").WithSummary("Replaces when a campaign answers; with ?revision= only as the author has read it.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, CancellationToken cancellationToken, long? revision = null)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var flights = request.Flights.Select((item, i) => FlightOf(item, (field, mistake) => mistakes[$"Flights[{i}].{field}"] = [mistake])).OfType<Flight>().ToList();
        if (mistakes.Count > 0)
            return TypedResults.ValidationProblem(mistakes);
        var edit = await editing.RunAsync(id, user.Actor(), "flights", campaign =>
        {
            campaign.SetFlights(flights);
            return null;
        }, cancellationToken, revision);
        return edit.CheckedAnswer();
    }

    private static Flight? FlightOf(Item item, Action<string, string> mistake)
    {
        if (Timetable.Zone(item.TimeZone) is not { } zone)
        {
            mistake(nameof(Item.TimeZone), Sentences.TimeZoneUnknown);
            return null;
        }

        var (start, end) = (MomentOf(item.Start, zone), MomentOf(item.End, zone));
        if (item.Start is not null && start is null)
            mistake(nameof(Item.Start), Sentences.NoSuchMoment);
        if (item.End is not null && end is null)
            mistake(nameof(Item.End), Sentences.NoSuchMoment);
        if (end <= start)
            mistake(nameof(Item.End), Sentences.FlightBackwards);
        if (item is { Start: null, End: null, From: null, To: null, Days: null or { Count: 0 } })
            mistake(nameof(Item.Start), Sentences.FlightAlways);
        return new Flight { Start = start, End = end, Days = [.. item.Days ?? []], From = item.From, To = item.To, TimeZone = item.TimeZone };
    }

    private static DateTimeOffset? MomentOf(string? text, TimeZoneInfo zone)
    {
        if (text is null || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
            return null;
        // Kind says whether the text named an offset.
        return moment.Kind is DateTimeKind.Utc ? new DateTimeOffset(moment) : Timetable.MomentOf(zone, moment);
    }
}
