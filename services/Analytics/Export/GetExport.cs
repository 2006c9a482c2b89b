using System.Globalization;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Analytics.Export;

internal static class GetExport
{
    private const int LongestDays = 400;
    private const string Csv = "csv";
    private const string Parquet = "parquet";

    // A download holds a snapshot of the store, and with it what vacuum may clean.
    private static readonly TimeSpan LongestDownload = TimeSpan.FromHours(1);

    public static void MapGetExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/export", Handle)
            .WithName("GetExport").WithSummary("A dataset of a period as CSV or Parquet, streamed.")
            .WithDescription(
                $"""
                Datasets: {string.Join(", ", ExportDatasets.All.Keys.Select(x => $"`{x}`"))}. Days are of UTC, both inclusive, at most {LongestDays}; `events` are raw events by the day of
                their decision, as long as they are kept. Sandbox partners are marked, not left out. A file that is cut short never ends well: the connection is aborted.
                """)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: ExportParquet.ContentType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult> Handle(
        HttpContext context, ExportDatabase database, IOptions<AnalyticsOptions> options, TimeProvider clock,
        string dataset, DateOnly from, DateOnly to, string format = Csv)
    {
        if (!ExportDatasets.All.TryGetValue(dataset, out var wanted))
            return Period.Refuse("dataset", $"The dataset must be one of {string.Join(", ", ExportDatasets.All.Keys)}.");
        if (format is not (Csv or Parquet))
            return Period.Refuse("format", $"The format must be {Csv} or {Parquet}.");
        if (Check(wanted, from, to, options.Value.RawDays, clock) is { } refused)
            return refused;
        if (!database.TryTake(out var place))
        {
            context.Response.Headers.RetryAfter = "60";
            return TypedResults.Problem(
                $"{ExportDatabase.Most} exports are running on this replica already. Try again in a minute.", title: "The export cannot begin now.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        // At the end of the request too, should the file never be begun.
        context.Response.RegisterForDispose(place);
        context.Response.Headers.CacheControl = "no-store";
        var language = Languages.Of(context.Request);
        return TypedResults.Stream(
            body => WriteAsync(context, place, body, wanted, format, database, [from, to, language], clock),
            format == Csv ? ExportCsv.ContentType : ExportParquet.ContentType,
            string.Create(CultureInfo.InvariantCulture, $"campaign-{wanted.Name}-{from:yyyy-MM-dd}_{to:yyyy-MM-dd}.{format}"));
    }

    private static ValidationProblem? Check(ExportDataset dataset, DateOnly from, DateOnly to, int rawDays, TimeProvider clock)
    {
        if (Period.Check(from, to) is { } refused)
            return refused;
        if (to.DayNumber - from.DayNumber >= LongestDays)
            return Period.Refuse("to", $"The period is longer than {LongestDays} days; export it in parts.");
        var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-rawDays);
        return dataset.IsRaw() && from < first
            ? Period.Refuse("from", string.Create(CultureInfo.InvariantCulture, $"Raw events are kept for {rawDays} days: 'from' must not be earlier than {first:yyyy-MM-dd}."))
            : null;
    }

    private static async Task WriteAsync(HttpContext context, IDisposable place, Stream body, ExportDataset dataset, string format, ExportDatabase database, object[] parameters, TimeProvider clock)
    {
        using var taken = place;
        using var limit = new CancellationTokenSource(LongestDownload, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        await using var connection = await database.OpenAsync(both.Token);
        await using var transaction = await connection.BeginTransactionAsync(both.Token);
        // Rows in the order of an index come at once and need no room; a plan that sorts would be cheaper to the end, which nobody waits for.
        await using (var settings = new NpgsqlCommand("set transaction read only; set local enable_sort = off; set local enable_incremental_sort = off; set local jit = off", connection, transaction))
            await settings.ExecuteNonQueryAsync(both.Token);
        await using var command = new NpgsqlCommand(dataset.Sql, connection, transaction);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await using var rows = await command.ExecuteReaderAsync(both.Token);
        await using var stream = new ExportStream(body);
        try
        {
            await (format == Csv ? ExportCsv.WriteAsync(dataset, rows, stream, both.Token) : ExportParquet.WriteAsync(dataset, rows, stream, both.Token));
        }
        catch
        {
            // Else the rest of the rows would be read before the connection is given back.
            command.Cancel();
            if (context.Response.HasStarted)
                context.Abort();
            throw;
        }
    }
}
