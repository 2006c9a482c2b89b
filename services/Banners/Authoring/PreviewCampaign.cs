using Banners.Data;
using Banners.Matching;
using Banners.Mistakes;
using Banners.Reviewing;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Banners.Authoring;

/// <summary>What a decision would show of a campaign as its authors left it: no search, no token, nothing counted.</summary>
internal static class PreviewCampaign
{
    /// <param name="Locale">BCP 47 tag of the searcher's language.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, as a platform would name it.</param>
    /// <param name="Region">ISO 3166-2 code, or its part after the country.</param>
    /// <param name="Kind">The need that the search speaks of.</param>
    /// <param name="At">Another moment than now, between 2000 and 2100.</param>
    public sealed record Request(
        [property: LanguageTag(DecideBanner.LocalePattern)] string? Locale = null,
        [property: CountryCode(CountryCodeAttribute.AnyCase)] string? Country = null,
        [property: Region] string? Region = null,
        [property: Kind] string? Kind = null,
        [property: MomentRange("2000-01-01T00:00:00Z", "2099-12-31T00:00:00Z")] DateTimeOffset? At = null);

    /// <param name="PassedOver">Why it would not answer there and then: <c>region</c> or <c>flight</c>; null: it would.</param>
    /// <param name="Variants">What would be shown, each with its share; together 1.</param>
    internal sealed record Answer(Guid CampaignId, string Campaign, string? PassedOver, IReadOnlyList<Variant> Variants);

    internal sealed record Variant(double Share, DecideBanner.ShownBanner Banner);

    public static void MapPreviewCampaign(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/campaigns/{id:guid}:preview", HandleAsync).WithName("PreviewCampaign").WithSummary("What a decision would show of the campaign as its authors left it.").WithTags("Authoring")
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, BannersDbContext db, CurrentSet current, PublicAddresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().WithContent().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is not { } draft)
            return TypedResults.NotFound();
        var campaign = Publication.LiveCopyOf(draft);
        if (campaign.Banners.Count == 0)
            return Refusal.NoBanners.Problem(draft);
        var now = request.At ?? clock.GetUtcNow();
        var asked = new Asked { Partner = campaign.Partners.Count > 0 ? campaign.Partners[0] : "", Country = request.Country, Region = request.Region, Now = now };
        var helplines = current.Set?.Helplines ?? new HelplineBook([]);
        var banners = campaign.BannersFor(request.Locale, request.Kind);
        var weights = (double)banners.Sum(campaign.WeightOf);
        return TypedResults.Ok(new Answer(campaign.Id, campaign.Name, KeywordSet.WhyNot(campaign, asked) is { } why ? Decider.NameOf(why) : null, [.. banners.Select(banner =>
            new Variant(campaign.WeightOf(banner) / weights, Decider.Shown(banner, helplines.Shown(campaign, banner, request.Country, now), addresses)))]));
    }
}
