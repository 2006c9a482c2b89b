using Analytics.Data;
using Analytics.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Analytics.Flights;

/// <param name="Rows">Flights in the file.</param>
/// <param name="Added">Those that were new.</param>
/// <param name="Changed">Known ones whose note or mark as illustrative was replaced.</param>
/// <param name="Flights">All of the file, in its order.</param>
internal sealed record FlightImportAnswer(int Rows, int Added, int Changed, IReadOnlyList<FlightAnswer> Flights);

internal static class ImportFlights
{
    public static void MapImportFlights(this IEndpointRouteBuilder app) =>
        app.MapPost("/flights:import", HandleAsync)
            .Accepts<string>("text/csv")
            .WithName("ImportFlights").WithSummary("Imports flights as CSV (medium,name,from,to,partner,illustrative,note), all or nothing; the same again changes nothing.");

    private static async Task<Results<Ok<FlightImportAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        HttpRequest request, MetricsDbContext db, Outbox outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) is not true)
            return TypedResults.Problem("The body must be text/csv.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        var language = Languages.Of(request);
        var texts = new SheetTexts(Languages.Culture(language));
        var errors = new SheetErrors(texts);
        var wanted = FlightSheet.Check(await SheetCsv.ReadAsync(request.Body, FlightSheet.Form, texts, errors, cancellationToken), texts, errors);
        if (errors.Any)
            return TypedResults.ValidationProblem(errors.ByPlace, title: texts.Title);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One import at a time, so that two of the same are one.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('flights-import'))", cancellationToken);
        var (first, last) = (wanted.Min(x => x.From), wanted.Max(x => x.From));
        var known = (await db.Flights.Where(x => x.From >= first && x.From <= last).OrderBy(x => x.Id).ToListAsync(cancellationToken))
            .GroupBy(x => (x.Medium, Languages.Pick(x.Names, Languages.French), x.From, x.To, x.Partner)).ToDictionary(x => x.Key, x => x.First());
        var (added, changed) = (0, 0);
        var flights = wanted.ConvertAll(line =>
        {
            if (!known.TryGetValue(line.Key, out var flight))
            {
                added++;
                flight = Flight.Of(line.Medium, line.Name, line.Note, line.From, line.To, line.Partner, line.Illustrative, clock.GetUtcNow());
                db.Add(flight);
                outbox.Add(ScheduleFlight.Announce(flight, clock.GetUtcNow()));
            }
            else if (flight.Illustrative != line.Illustrative || Languages.Pick(flight.Notes, Languages.French) != line.Note)
            {
                changed++;
                flight.Illustrative = line.Illustrative;
                flight.Notes = new(flight.Notes, StringComparer.Ordinal) { [Languages.French] = line.Note };
            }

            return flight;
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new FlightImportAnswer(flights.Count, added, changed, flights.ConvertAll(x => FlightAnswer.Of(x, language))));
    }
}
