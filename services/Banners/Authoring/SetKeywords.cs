using System.Security.Claims;
using Banners.Data;
using Banners.Mistakes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Keys;

namespace Banners.Authoring;

/// <summary>Replaces a campaign's keywords. What is live changes only by publishing.</summary>
internal static class SetKeywords
{
    // 100,000 keywords of full length.
    private const int MaxBytes = 32 * 1024 * 1024;

    public sealed record Request([property: Required, MinLength(1), MaxLength(KeywordRules.Most)] IReadOnlyList<Item> Keywords);

    /// <param name="Text">As an author writes it: <c>#AlloEnfanceEnDanger</c>, or a pattern: <c>[who] [me] [hit]</c>.</param>
    /// <param name="MatchType"><c>exact</c>, <c>phrase</c>, <c>hashtag</c>, <c>broad</c>, <c>concept</c> or <c>fuzzy</c>.</param>
    /// <param name="Kind">The need it speaks of, such as <c>self-harm</c>: the banner of that kind answers it.</param>
    /// <param name="Negative">Where it stands, the campaign has nothing to say; of type concept, its words count for no other pattern.</param>
    public sealed record Item(
        [property: Required, StringLength(Keyword.MaxLength)] string Text,
        [property: Required, MatchType] string MatchType,
        [property: Kind] string? Kind = null,
        bool Negative = false);

    public static void MapSetKeywords(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/keywords", HandleAsync).WithName("SetKeywords").WithSummary("Replaces a campaign's keywords; with ?revision= only as the author has read it.").WithTags("Authoring")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ClaimsPrincipal user, Editing editing, TimeProvider clock, CancellationToken cancellationToken, long? revision = null)
    {
        if (WrongWith(request.Keywords) is { } wrong)
            return wrong;
        var edit = await editing.RunAsync(id, user.Actor(), "keywords", campaign =>
        {
            campaign.SetKeywords([.. request.Keywords.DistinctBy(keyword => (keyword.Text, keyword.MatchType)).Select(keyword => New(keyword, clock.GetUtcNow()))]);
            return null;
        }, cancellationToken, revision);
        return edit.CheckedAnswer();
    }

    public static Keyword New(Item item, DateTimeOffset now) => new(Guid.CreateVersion7(now), item.Text, TypeOf(item.MatchType), item.Kind, item.Negative);

    /// <summary>What is wrong with a set, by place; null when nothing is.</summary>
    public static ValidationProblem? WrongWith(IReadOnlyList<Item> keywords)
    {
        if (KeywordRules.TooManyPatterns(keywords.Select(keyword => TypeOf(keyword.MatchType))) is { } tooMany)
            return TypedResults.ValidationProblem([new(nameof(Request.Keywords), [tooMany])]);
        var wrong = keywords.Index().Select(x => (x.Index, Wrong: KeywordRules.WrongWith(x.Item.Text, TypeOf(x.Item.MatchType)))).Where(x => x.Wrong is not null)
            .ToDictionary(x => $"Keywords[{x.Index}].Text", x => new[] { x.Wrong! }, StringComparer.Ordinal);
        return wrong.Count > 0 ? TypedResults.ValidationProblem(wrong) : null;
    }

    public static KeywordType TypeOf(string name) => Enum.Parse<KeywordType>(name, ignoreCase: true);
}
