using System.ComponentModel.DataAnnotations;
using Banners.Authoring;
using Banners.Data;
using Banners.Matching;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Serving;

/// <summary>A search comes in, a banner or nothing goes out. The text is looked at and forgotten: not stored, not logged, in no address.</summary>
internal static class DecideBanner
{
    /// <param name="Query">What somebody typed. Cut after 256 characters.</param>
    /// <param name="Partner">Id of the platform, such as <c>tiktok</c>.</param>
    /// <param name="Locale">BCP 47 tag of the searcher's language.</param>
    /// <param name="Country">ISO 3166-1 alpha-2, as the platform knows it.</param>
    /// <param name="Region">ISO 3166-2 subdivision or shorter.</param>
    /// <param name="Device">Kind of device: phone, tablet, desktop, …</param>
    /// <param name="Explain">Whether the answer says why; only with an admin's key.</param>
    public sealed record Request(
        [property: Required(AllowEmptyStrings = true)] string Query,
        [property: Required, StringLength(40)] string Partner,
        [property: RegularExpression("^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$")] string? Locale = null,
        [property: RegularExpression("^[A-Za-z]{2}$")] string? Country = null,
        [property: RegularExpression("^[A-Za-z0-9-]{1,10}$")] string? Region = null,
        [property: RegularExpression("^[A-Za-z-]{1,16}$")] string? Device = null,
        bool Explain = false);

    internal sealed record Answer(
        Guid DecisionId, Guid CampaignId, string Campaign, ShownBanner Banner, string ImpressionUrl, string ViewableUrl, string ClickUrl, string TapUrl,
        Reason? Reason = null);

    /// <param name="KeywordId">The keyword that decided.</param>
    /// <param name="Keyword">As its author wrote it.</param>
    /// <param name="MatchType">How it was found.</param>
    /// <param name="Kind">The need it speaks of.</param>
    /// <param name="Priority">The campaign's.</param>
    /// <param name="Weight">The campaign's.</param>
    internal sealed record Reason(Guid KeywordId, string Keyword, string MatchType, string? Kind, int Priority, int Weight);

    internal sealed record ShownBanner(Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<ShownHelpline> Helplines);

    internal sealed record ShownHelpline(string Number, string Label, string Href);

    /// <summary>What deciding needs, in one parameter.</summary>
    internal sealed record Deciding(CurrentSet Current, PartnerDirectory Partners, RateLimits Limits, TokenSealer Tokens, PublicAddresses Addresses, BannersMetrics Metrics, TimeProvider Clock);

    public static void MapDecideBanner(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/decisions", Handle).WithName("DecideBanner").WithSummary("The banner for a search, or 204.").WithTags("Serving")
            .Produces(StatusCodes.Status204NoContent).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireCors(PartnerOrigins.Policy);

    private static Results<Ok<Answer>, NoContent, ProblemHttpResult> Handle(Request request, HttpContext http, [AsParameters] Deciding use)
    {
        http.Response.Headers.CacheControl = "no-store";
        var caller = http.User.PartnerId();
        if (caller is null && !http.User.IsAdmin())
        {
            if (http.Request.Headers.Authorization.Count > 0)
                return TypedResults.Problem("The API key is not known.", statusCode: StatusCodes.Status401Unauthorized);
            if (!use.Limits.AllowsAddress(http.Connection.RemoteIpAddress))
                return RateLimits.Refuse(http.Response);
        }

        if (use.Partners.Find(request.Partner) is null)
            return TypedResults.Problem("No partner has this id.", statusCode: StatusCodes.Status404NotFound);
        if (caller is not null && caller != request.Partner)
            return TypedResults.Problem("The API key belongs to another partner.", statusCode: StatusCodes.Status403Forbidden);
        if (!use.Limits.AllowsPartner(request.Partner))
            return RateLimits.Refuse(http.Response);
        if (use.Current.Set is not { } set)
        {
            http.Response.Headers.RetryAfter = "2";
            return TypedResults.Problem("What is published is not known yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var match = set.Keywords.Find(request.Query, request.Partner);
        use.Metrics.Decided(match is not null);
        return match is { } found
            ? TypedResults.Ok(Show(found, request, verified: caller is not null, use) with { Reason = request.Explain && http.User.IsAdmin() ? Explain(found) : null })
            : TypedResults.NoContent();
    }

    private static Answer Show(KeywordMatch match, Request request, bool verified, Deciding use)
    {
        var (campaign, keyword) = match;
        var banner = campaign.BannerFor(request.Locale, keyword.Kind);
        var token = new DecisionToken
        {
            DecisionId = Guid.CreateVersion7(use.Clock.GetUtcNow()),
            CampaignId = campaign.Id,
            BannerId = banner.Id,
            KeywordId = keyword.Id,
            Partner = request.Partner,
            Verified = verified,
            Locale = banner.Locale,
            Country = request.Country?.ToUpperInvariant(),
            Region = request.Region?.ToUpperInvariant(),
            Device = request.Device?.ToLowerInvariant(),
        };
        var text = use.Tokens.Seal(token);
        return new Answer(
            token.DecisionId, campaign.Id, campaign.Name, Shown(banner),
            use.Addresses.Of($"/v1/impressions/{text}"), use.Addresses.Of($"/v1/impressions/{text}:viewable"),
            use.Addresses.Of($"/c/{text}"), use.Addresses.Of($"/v1/taps/{text}"));
    }

    private static Reason Explain(KeywordMatch match) => new(
        match.Keyword.Id, match.Keyword.Text, CampaignAnswer.NameOf(match.Keyword.MatchType), match.Keyword.Kind, match.Campaign.Priority, match.Campaign.Weight);

    private static ShownBanner Shown(LiveBanner banner) =>
        new(banner.Id, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            [.. banner.Helplines.Select(helpline => new ShownHelpline(helpline.Number, helpline.Label, $"tel:{helpline.Number}"))]);
}
