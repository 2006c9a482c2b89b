using System.ComponentModel.DataAnnotations;
using Analytics.Data;
using Analytics.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Analytics.Calls;

/// <param name="ImportId">The import; the first one when the same figures came again.</param>
/// <param name="Changed">How many figures it corrected.</param>
/// <param name="Repeated">The same figures were there already and nothing changed.</param>
internal sealed record ImportAnswer(Guid ImportId, string Helpline, DateOnly From, DateOnly To, int Rows, int Changed, bool Illustrative, bool Repeated);

internal static class ImportHelplineCalls
{
    /// <summary>Shape of one element of the JSON form, for the OpenAPI document.</summary>
    internal sealed record JsonLine(DateOnly Date, int? Hour, int Calls, int? Urgent);

    public static void MapImportHelplineCalls(this IEndpointRouteBuilder app) =>
        app.MapPost("/helpline-calls", HandleAsync)
            .Accepts<JsonLine[]>("application/json", "text/csv")
            .WithName("ImportHelplineCalls").WithSummary("Imports calls by day or hour, as CSV (date,hour,calls,urgent) or JSON; all or nothing.");

    private static async Task<Results<Ok<ImportAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        HttpRequest request, CallImporter importer, TimeProvider clock,
        [FromQuery, Required, RegularExpression("[0-9]{2,10}")] string helpline,
        [FromQuery, StringLength(300), RegularExpression(@"[^\p{Cc}]*")] string? source = null, [FromQuery] bool illustrative = false, CancellationToken cancellationToken = default)
    {
        var texts = new SheetTexts(Languages.Culture(Languages.Of(request)));
        var errors = new SheetErrors(texts);
        List<SheetLine> lines;
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) is true)
            lines = await SheetCsv.ReadAsync(request.Body, CallColumns.Form, texts, errors, cancellationToken);
        else if (request.HasJsonContentType())
            lines = await CallSheetJson.ReadAsync(request.Body, texts, errors, cancellationToken);
        else
            return TypedResults.Problem("The body must be text/csv or application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType);

        // A helpline's day may have begun before UTC's.
        var figures = CallSheetCheck.Check(lines, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14)), texts, errors);
        if (errors.Any)
            return TypedResults.ValidationProblem(errors.ByPlace, title: texts.Title);
        var sources = new Dictionary<string, string>(StringComparer.Ordinal) { [Languages.French] = source ?? "" };
        var (import, repeated) = await importer.ImportAsync(new CallImport(helpline, sources, illustrative, figures), cancellationToken);
        return TypedResults.Ok(Answer(import, repeated));
    }

    private static ImportAnswer Answer(HelplineCallImport import, bool repeated) =>
        new(import.Id, import.Helpline, import.From, import.To, import.Rows, import.Changed, import.Illustrative, repeated);
}
