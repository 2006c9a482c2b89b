using Analytics.Data;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Flights;

/// <param name="Medium"><c>tv</c>, <c>radio</c>, <c>web</c>, <c>social</c> or <c>trend</c>.</param>
/// <param name="Name">In the language asked for.</param>
/// <param name="Note">Where the dates are from, and what about them is illustrative.</param>
/// <param name="Illustrative">The dates are not published; say so wherever they are shown.</param>
internal sealed record FlightAnswer(Guid Id, string Medium, string Name, DateOnly From, DateOnly To, string? Partner, bool Illustrative, string Note)
{
    public static FlightAnswer Of(Flight flight, string language) => new(
        flight.Id, flight.Medium, Languages.Pick(flight.Names, language), flight.From, flight.To, flight.Partner, flight.Illustrative, Languages.Pick(flight.Notes, language));
}

internal sealed record FlightList(IReadOnlyList<FlightAnswer> Flights);

internal static class GetFlights
{
    private const int Most = 500;

    public static void MapGetFlights(this IEndpointRouteBuilder app) =>
        app.MapGet("/flights", HandleAsync)
            .WithName("GetFlights").WithSummary("What ran when: TV, radio, web, social and trend days that touch a period.");

    private static async Task<Results<Ok<FlightList>, ValidationProblem>> HandleAsync(
        HttpRequest request, MetricsDbContext db, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        if (Period.Check(from, to) is { } refused)
            return refused;
        var flights = db.Flights.AsNoTracking();
        if (from is not null)
            flights = flights.Where(x => x.To >= from);
        if (to is not null)
            flights = flights.Where(x => x.From <= to);
        var found = await flights.OrderBy(x => x.From).ThenBy(x => x.Id).Take(Most).ToListAsync(cancellationToken);
        var language = Languages.Of(request);
        return TypedResults.Ok(new FlightList([.. found.Select(x => FlightAnswer.Of(x, language))]));
    }
}
