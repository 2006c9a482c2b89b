using Banners.Data;
using Banners.Matching;
using Banners.Mistakes;
using Banners.Reviewing;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>
/// What publishing would change: sample searches, looked up by the service's own matcher in the campaign as it is live and as its
/// authors left it. Other campaigns stay out of it. The searches are neither kept nor logged.
/// </summary>
internal static class TestKeywords
{
    // 1,000 searches and 100,000 keywords of full length.
    private const int MaxBytes = 36 * 1024 * 1024;

    private const int MaxSearch = 1024;

    /// <param name="Searches">As somebody would type them.</param>
    /// <param name="Keywords">Tried instead of the draft's, before they are saved at all; missing: the draft's.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(1_000)] IReadOnlyList<string> Searches,
        [property: MinLength(1), MaxLength(KeywordRules.Most)] IReadOnlyList<SetKeywords.Item>? Keywords = null);

    /// <param name="Gains">How many searches would match after publishing and do not now.</param>
    /// <param name="Loses">How many match now and would not any more.</param>
    /// <param name="Differs">How many would be matched by another keyword than now.</param>
    /// <param name="Same">How many stay as they are, matched or not.</param>
    internal sealed record Answer(IReadOnlyList<Item> Results, int Gains, int Loses, int Differs, int Same);

    /// <param name="Live">What matches now; null: nothing, or the campaign is not live.</param>
    /// <param name="Draft">What would match after publishing; null: nothing.</param>
    /// <param name="Change"><c>gains</c>, <c>loses</c>, <c>differs</c> or <c>same</c>.</param>
    internal sealed record Item(string Search, Match? Live, Match? Draft, string Change);

    internal sealed record Match(string Text, string MatchType, string? Kind);

    public static void MapTestKeywords(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns/{id:guid}/keywords:test", HandleAsync).WithName("TestKeywords")
            .WithSummary("What sample searches match now, and would match after publishing.").WithTags("Authoring")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Answer>, NotFound, ValidationProblem, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, BannersDbContext db, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var tooLong = request.Searches.Index().Where(x => x.Item.Length > MaxSearch)
            .ToDictionary(x => $"Searches[{x.Index}]", _ => new[] { Sentences.SearchTooLong.With(MaxSearch) }, StringComparer.Ordinal);
        if (tooLong.Count > 0)
            return TypedResults.ValidationProblem(tooLong);
        if (request.Keywords is { } given && SetKeywords.WrongWith(given) is { } wrong)
            return wrong;
        if (await db.Campaigns.AsNoTracking().WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is not { } campaign)
            return TypedResults.NotFound();
        // Read without tracking: what is tried is not saved.
        if (request.Keywords is { } instead)
            campaign.SetKeywords([.. instead.DistinctBy(x => (x.Text, x.MatchType)).Select(x => SetKeywords.New(x, clock.GetUtcNow()))]);
        if (campaign.MisfitPatterns().Any())
            return TypedResults.Problem(Refusal.MisfitPattern.Text(campaign), statusCode: StatusCodes.Status409Conflict);
        var published = await db.PublishedCampaigns.AsNoTracking().SingleOrDefaultAsync(live => live.CampaignId == id, cancellationToken);

        var live = Matcher.Of(published is null ? null : PublishedSet.Read(published.Content));
        var draft = Matcher.Of(Publication.LiveCopyOf(campaign));
        var results = request.Searches.Select(search => Compare(search, live.Find(search), draft.Find(search))).ToList();
        return TypedResults.Ok(new Answer(
            results, results.Count(x => x.Change == "gains"), results.Count(x => x.Change == "loses"),
            results.Count(x => x.Change == "differs"), results.Count(x => x.Change == "same")));
    }

    private static Item Compare(string search, LiveKeyword? live, LiveKeyword? draft) => new(search, Of(live), Of(draft), (live, draft) switch
    {
        (null, null) => "same",
        (null, _) => "gains",
        (_, null) => "loses",
        _ => live.Text == draft.Text && live.MatchType == draft.MatchType && live.Kind == draft.Kind ? "same" : "differs",
    });

    private static Match? Of(LiveKeyword? keyword) => keyword is null ? null : new Match(keyword.Text, CampaignAnswer.NameOf(keyword.MatchType), keyword.Kind);

    /// <param name="Partner">One that may show the campaign.</param>
    private sealed record Matcher(KeywordSet Keywords, string Partner)
    {
        public static Matcher Of(LiveCampaign? campaign) =>
            campaign is null ? new Matcher(KeywordSet.Empty, "") : new Matcher(new KeywordSet([campaign]), campaign.Partners.Count > 0 ? campaign.Partners[0] : "");

        public LiveKeyword? Find(string search) => Keywords.Find(search, Partner)?.Keyword;
    }
}
