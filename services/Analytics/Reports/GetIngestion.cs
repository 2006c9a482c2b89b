using Analytics.Data;
using Analytics.Defining;
using Analytics.Ingestion;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>How all events so far ended, of both sources and with the sandbox.</summary>
internal sealed record IngestionReport(ReportHead Head, DateTimeOffset? LastEventAt, long Stored, long Duplicates, DroppedEvents Dropped) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links(
        "lastEventAt", "stored=eventsStored", "duplicates=eventsDuplicate", "dropped.invalid=eventsInvalid", "dropped.tooOld=eventsTooOld");
}

internal sealed record DroppedEvents(long Invalid, long TooOld);

internal static class GetIngestion
{
    public static void MapGetIngestion(this IEndpointRouteBuilder app) =>
        app.MapGet("/ingestion", HandleAsync)
            .WithName("GetIngestion").WithSummary("Events stored, seen twice and dropped, and when the last one came.");

    private static async Task<Ok<IngestionReport>> HandleAsync(MetricsDbContext db, ReportHeads heads, CancellationToken cancellationToken)
    {
        var head = heads.Of(end: null, IngestionReport.Links);
        var counts = await db.Outcomes.AsNoTracking().GroupBy(x => x.Outcome)
            .Select(x => new { x.Key, Sum = x.Sum(y => y.Count) }).ToDictionaryAsync(x => x.Key, x => x.Sum, StringComparer.Ordinal, cancellationToken);
        var last = await db.IngestionStates.MaxAsync(x => (DateTimeOffset?)x.LastEventAt, cancellationToken);
        return TypedResults.Ok(new IngestionReport(
            head, last, counts.GetValueOrDefault("stored"), counts.GetValueOrDefault(DropReason.Duplicate.Name()),
            new DroppedEvents(counts.GetValueOrDefault(DropReason.Invalid.Name()), counts.GetValueOrDefault(DropReason.TooOld.Name()))));
    }
}
