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
        [property: Required, StringLength(120, MinimumLength = 3)] string Name,
        DateOnly From, DateOnly To,
        [property: RegularExpression("[a-z0-9][a-z0-9_-]{0,39}")] string? Partner = null,
        bool Illustrative = false,
        [property: StringLength(500)] string? Note = null);

    public static void MapScheduleFlight(this IEndpointRouteBuilder app) =>
        app.MapPost("/flights", HandleAsync)
            .WithName("ScheduleFlight").WithSummary("Puts a flight on the timeline.");

    private static async Task<Results<Created<FlightAnswer>, ValidationProblem>> HandleAsync(
        Request wanted, MetricsDbContext db, Outbox outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Period.Check(wanted.From, wanted.To) is { } refused)
            return refused;
        var now = clock.GetUtcNow();
        var flight = new Flight
        {
            Id = Guid.CreateVersion7(now),
            Medium = wanted.Medium,
            Names = new(StringComparer.Ordinal) { [Languages.French] = wanted.Name },
            Notes = new(StringComparer.Ordinal) { [Languages.French] = wanted.Note ?? "" },
            From = wanted.From,
            To = wanted.To,
            Partner = wanted.Partner,
            Illustrative = wanted.Illustrative,
        };
        db.Add(flight);
        outbox.Add(new FlightScheduled
        {
            FlightId = flight.Id,
            Medium = flight.Medium,
            Name = wanted.Name,
            From = flight.From,
            To = flight.To,
            Partner = flight.Partner,
            Illustrative = flight.Illustrative,
            OccurredAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/v1/flights/{flight.Id}", FlightAnswer.Of(flight, Languages.French));
    }
}
