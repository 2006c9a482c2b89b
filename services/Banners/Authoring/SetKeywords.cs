using System.ComponentModel.DataAnnotations;
using Banners.Data;
using Banners.Matching;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>Replaces a campaign's keywords. What is live changes only by publishing.</summary>
internal static class SetKeywords
{
    // 100,000 keywords of full length.
    private const int MaxBytes = 32 * 1024 * 1024;

    public sealed record Request([property: Required, MinLength(1), MaxLength(100_000)] IReadOnlyList<Item> Keywords);

    /// <param name="Text">As an author writes it: <c>#AlloEnfanceEnDanger</c>.</param>
    /// <param name="MatchType"><c>exact</c>, <c>phrase</c>, <c>hashtag</c> or <c>broad</c>.</param>
    public sealed record Item(
        [property: Required, StringLength(Keyword.MaxLength)] string Text,
        [property: Required, RegularExpression("^(exact|phrase|hashtag|broad)$")] string MatchType);

    public static void MapSetKeywords(this IEndpointRouteBuilder admin) =>
        admin.MapPut("/v1/campaigns/{id:guid}/keywords", HandleAsync).WithName("SetKeywords").WithSummary("Replaces a campaign's keywords.").WithTags("Authoring")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes)).ProducesValidationProblem();

    private static async Task<Results<Ok<CampaignAnswer>, NotFound, ValidationProblem>> HandleAsync(
        Guid id, Request request, BannersDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var unmatchable = request.Keywords.Select((keyword, i) => (keyword, i)).Where(x => Normalizer.Normalize(x.keyword.Text).Length == 0)
            .ToDictionary(x => $"Keywords[{x.i}].Text", _ => new[] { "The keyword has no letter or digit, so no search can match it." }, StringComparer.Ordinal);
        if (unmatchable.Count > 0)
            return TypedResults.ValidationProblem(unmatchable);
        if (await db.Campaigns.WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is not { } campaign)
            return TypedResults.NotFound();
        campaign.SetKeywords([.. request.Keywords.DistinctBy(keyword => (keyword.Text, keyword.MatchType))
            .Select(keyword => new Keyword(Guid.CreateVersion7(clock.GetUtcNow()), keyword.Text, TypeOf(keyword.MatchType)))]);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CampaignAnswer.Of(campaign));
    }

    public static KeywordType TypeOf(string name) => Enum.Parse<KeywordType>(name, ignoreCase: true);
}
