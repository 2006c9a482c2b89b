using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces a campaign's keywords. What is live changes only by publishing.</summary>
internal static class SetKeywords
{
    // 100,000 keywords of full length.
    private const int MaxBytes = 32 * 1024 * 1024;

    public sealed record Request([property: Required, MinLength(1), MaxLength(100_000)] IReadOnlyList<Item> Keywords);

    // Each pattern is tried when its rarest class stands in a search.
    internal const int MaxPatterns = 5_000;

    internal const string KindPattern = "^[a-z][a-z0-9-]{1,39}$";

    /// <param name="Text">As an author writes it: <c>#AlloEnfanceEnDanger</c>, or a pattern: <c>[who] [me] [hit]</c>.</param>
    /// <param name="MatchType"><c>exact</c>, <c>phrase</c>, <c>hashtag</c>, <c>broad</c>, <c>concept</c> or <c>fuzzy</c>.</param>
    /// <param name="Kind">The need it speaks of, such as <c>self-harm</c>: the banner of that kind answers it.</param>
    /// <param name="Negative">Where it stands, the campaign has nothing to say; of type concept, its words count for no other pattern.</param>
    public sealed record Item(
        [property: Required, StringLength(Keyword.MaxLength)] string Text,
        [property: Required, RegularExpression("^(exact|phrase|hashtag|broad|concept|fuzzy)$")] string MatchType,
        [property: RegularExpression(KindPattern)] string? Kind = null,
        bool Negative = false);

    public static void MapSetKeywords(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/keywords", HandleAsync).WithName("SetKeywords").WithSummary("Replaces a campaign's keywords.").WithTags("Authoring")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, TimeProvider clock, CancellationToken cancellationToken)
    {
        var unmatchable = request.Keywords.Select((keyword, i) => (keyword, i)).Where(x => Normalizer.Normalize(x.keyword.Text).Length == 0)
            .ToDictionary(x => $"Keywords[{x.i}].Text", _ => new[] { "The keyword has no letter or digit, so no search can match it." }, StringComparer.Ordinal);
        if (unmatchable.Count > 0)
            return TypedResults.ValidationProblem(unmatchable);
        if (request.Keywords.Count(keyword => TypeOf(keyword.MatchType) is KeywordType.Concept) is var patterns && patterns > MaxPatterns)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [nameof(Request.Keywords)] = [$"A campaign has at most {MaxPatterns} patterns; these are {patterns}."] });
        var noPatterns = request.Keywords.Index().Where(x => TypeOf(x.Item.MatchType) is KeywordType.Concept)
            .Select(x => (x.Index, Wrong: Pattern.Parse(x.Item.Text, out var error) is null ? error : null)).Where(x => x.Wrong is not null)
            .ToDictionary(x => $"Keywords[{x.Index}].Text", x => new[] { x.Wrong! }, StringComparer.Ordinal);
        if (noPatterns.Count > 0)
            return TypedResults.ValidationProblem(noPatterns);
        var edit = await editing.RunAsync(id, user.Actor(), "keywords", campaign =>
        {
            campaign.SetKeywords([.. request.Keywords.DistinctBy(keyword => (keyword.Text, keyword.MatchType))
                .Select(keyword => new Keyword(Guid.CreateVersion7(clock.GetUtcNow()), keyword.Text, TypeOf(keyword.MatchType), keyword.Kind, keyword.Negative))]);
            return null;
        }, cancellationToken);
        return edit.Refusal is { } refusal ? refusal : edit.Campaign is { } edited ? TypedResults.Ok(CampaignAnswer.Of(edited)) : TypedResults.NotFound();
    }

    public static KeywordType TypeOf(string name) => Enum.Parse<KeywordType>(name, ignoreCase: true);
}
