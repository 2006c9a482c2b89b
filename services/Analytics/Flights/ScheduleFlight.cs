using System.ComponentModel.DataAnnotations;
using Analytics.Data;
using Analytics.Reports;
using Contracts.Analytics;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Messaging;

namespace Analytics.Flights;

internal static class ScheduleFlight
{
    // Public: the generator of the checks passes over what is not.
    public sealed record Request(
        [property: Required, RegularExpression("tv|radio|web|social|trend")] string Medium,
        [property: Required, StringLength(120, MinimumLength = 3), RegularExpression(@"[^\p{Cc}]*")] string Name,
        DateOnly From, DateOnly To,
        [property: RegularExpression("[a-z0-9][a-z0-9_-]{0,39}")] string? Partner = null,
        bool Illustrative = false,
        [property: StringLength(500), RegularExpression(@"[^\p{Cc}]*")] string? Note = null);

    public static void MapScheduleFlight(this IEndpointRouteBuilder app) =>
        app.MapPost("/flights", HandleAsync)
            .WithName("ScheduleFlight").WithSummary("Puts a flight on the timeline.");

    private static async Task<Results<Created<FlightAnswer>, ValidationProblem>> HandleAsync(
        Request wanted, MetricsDbContext db, Outbox outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Period.Check(wanted.From, wanted.To) is { } refused)
            return refused;
        var now = clock.GetUtcNow();
        var flight = Flight.Of(wanted.Medium, wanted.Name, wanted.Note ?? "", wanted.From, wanted.To, wanted.Partner, wanted.Illustrative, now);
        db.Add(flight);
        outbox.Add(Announce(flight, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/v1/flights/{flight.Id}", FlightAnswer.Of(flight, Languages.French));
    }

    internal static FlightScheduled Announce(Flight flight, DateTimeOffset now) => new()
    {
        FlightId = flight.Id,
        Medium = flight.Medium,
        Name = flight.Names[Languages.French],
        From = flight.From,
        To = flight.To,
        Partner = flight.Partner,
        Illustrative = flight.Illustrative,
        OccurredAt = now,
    };
}
