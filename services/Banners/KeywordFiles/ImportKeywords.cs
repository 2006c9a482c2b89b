using System.Security.Claims;
using System.Text;
using Banners.Authoring;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Keys;

namespace Banners.KeywordFiles;

/// <summary>
/// Replaces a draft's keywords by those of a CSV file. A keyword that was there before keeps its id; a file that was just exported changes
/// nothing. With a mistake anywhere nothing is taken.
/// </summary>
internal static class ImportKeywords
{
    // 100,000 keywords of full length.
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <param name="Keywords">How many the draft has now.</param>
    /// <param name="Changed">How many have another kind or sign than before.</param>
    internal sealed record Answer(int Keywords, int Added, int Removed, int Changed, long Revision);

    public static void MapImportKeywords(this IEndpointRouteBuilder authors) =>
        authors.MapPut("/v1/campaigns/{id:guid}/keywords.csv", HandleAsync).WithName("ImportKeywords").WithSummary("Replaces a draft's keywords by those of a CSV file; with ?revision= only as the author has read it.").WithTags("Authoring")
            .Accepts<string>("text/csv").WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<Answer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, HttpRequest request, ClaimsPrincipal user, Editing editing, TimeProvider clock, CancellationToken cancellationToken, long? revision = null)
    {
        KeywordTable table;
        try
        {
            table = await KeywordCsv.ReadAsync(request.Body, cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            return TypedResults.ValidationProblem([new("file", [Sentences.FileNotUtf8])]);
        }

        if (table.Errors.Count > 0)
            return TypedResults.ValidationProblem(table.Errors);
        if (table.Keywords.Count == 0)
            return TypedResults.ValidationProblem([new("file", [Sentences.FileWithoutKeyword])]);
        if (KeywordRules.TooManyPatterns(table.Keywords.Select(x => SetKeywords.TypeOf(x.MatchType))) is { } tooMany)
            return TypedResults.ValidationProblem([new("file", [tooMany])]);

        Dictionary<Guid, (string? Kind, bool Negative)> before = [];
        var edit = await editing.RunAsync(id, user.Actor(), "keywords", campaign =>
        {
            before = campaign.Keywords.ToDictionary(x => x.Id, x => (x.Kind, x.Negative));
            campaign.SetKeywords([.. table.Keywords.Select(x => SetKeywords.New(x, clock.GetUtcNow()))]);
            return null;
        }, cancellationToken, revision, "CSV");
        if (edit.Refusal is { } refusal)
            return refusal;
        if (edit.Campaign is not { } edited)
            return TypedResults.NotFound();
        var now = edited.Keywords.ToDictionary(x => x.Id, x => (x.Kind, x.Negative));
        return TypedResults.Ok(new Answer(
            now.Count, now.Keys.Count(x => !before.ContainsKey(x)), before.Keys.Count(x => !now.ContainsKey(x)),
            now.Count(x => before.TryGetValue(x.Key, out var was) && was != x.Value), edited.Revision));
    }
}
