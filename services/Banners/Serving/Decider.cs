using System.Security.Claims;
using Banners.Authoring;
using Banners.Data;
using Banners.Matching;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Banners.Serving;

/// <summary>From a search to what is shown: what one decision and a batch of them share.</summary>
internal sealed class Decider(CurrentSet current, PartnerDirectory partners, RateLimits limits, TokenSealer tokens, PublicAddresses addresses, DecisionCounter counter, BannersMetrics metrics, Random random, TimeProvider clock)
{
    /// <summary>Why nothing is decided for this caller now, or null. Also says that no answer may be kept.</summary>
    /// <param name="http">The request.</param>
    /// <param name="partner">The platform that it names.</param>
    /// <param name="searches">How many it holds.</param>
    /// <param name="verified">Whether it came with that partner's key.</param>
    public ProblemHttpResult? Refusal(HttpContext http, string partner, int searches, out bool verified)
    {
        http.Response.Headers.CacheControl = "no-store";
        var caller = http.User.PartnerId();
        verified = caller is not null;
        if (caller is null && !http.User.IsAdmin())
        {
            if (http.Request.Headers.Authorization.Count > 0)
                return TypedResults.Problem(ApiKeys.Unknown, statusCode: StatusCodes.Status401Unauthorized);
            if (!limits.AllowsAddress(http.Connection.RemoteIpAddress, searches))
                return RateLimits.Refuse(http.Response);
        }

        if (partners.Find(partner) is null)
            return TypedResults.Problem("No partner has this id.", statusCode: StatusCodes.Status404NotFound);
        if (caller is not null && caller != partner)
            return TypedResults.Problem("The API key belongs to another partner.", statusCode: StatusCodes.Status403Forbidden);
        if (!limits.AllowsPartner(partner, searches))
            return RateLimits.Refuse(http.Response);
        if (current.Set is not null)
            return null;
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Problem("What is published is not known yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>What is in force; taken once for all searches of a request, which a new set may come between.</summary>
    public PublishedSet? Set => current.Set;

    /// <summary>Null when nothing matches.</summary>
    public DecideBanner.Answer? Decide(PublishedSet? set, DecideBanner.Request request, ClaimsPrincipal caller, bool verified)
    {
        var asked = new Asked
        {
            Partner = request.Partner,
            ShownToday = request.ShownToday,
            Country = request.Country,
            Region = request.Region,
            Now = set?.Keywords.LooksAround is true ? clock.GetUtcNow() : null,
        };
        var match = set?.Keywords.Find(request.Query, asked);
        metrics.Decided(match is not null);
        counter.Decided(request.Partner, match?.Campaign.Id, verified);
        return match is { } found
            ? Show(found, set!.Helplines, request, verified) with { Reason = request.Explain && caller.IsAdmin() ? Explain(found, set.Keywords.PassedOver(request.Query, asked)) : null }
            : null;
    }

    private DecideBanner.Answer Show(KeywordMatch match, HelplineBook helplines, DecideBanner.Request request, bool verified)
    {
        var (campaign, keyword) = match;
        var now = clock.GetUtcNow();
        var banner = campaign.BannerFor(request.Locale, keyword.Kind, random);
        var token = new DecisionToken
        {
            DecisionId = Guid.CreateVersion7(now),
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
        var text = tokens.Seal(token);
        return new DecideBanner.Answer(
            token.DecisionId, campaign.Id, campaign.Name, Shown(banner, helplines.Shown(campaign, banner, token.Country, now), addresses),
            addresses.Of($"/v1/impressions/{text}"), addresses.Of($"/v1/impressions/{text}:viewable"),
            addresses.Of($"/c/{text}"), addresses.Of($"/v1/taps/{text}"), addresses.Of($"/v1/impressions/{text}.gif"));
    }

    private static DecideBanner.Reason Explain(KeywordMatch match, IReadOnlyList<(LiveCampaign Campaign, Passing Why)> passedOver) => new(
        match.Keyword.Id, match.Keyword.Text, CampaignAnswer.NameOf(match.Keyword.MatchType), match.Keyword.Kind, match.Campaign.Priority, match.Campaign.Weight,
        [.. passedOver.Select(passed => new DecideBanner.PassedCampaign(passed.Campaign.Id, passed.Campaign.Name, NameOf(passed.Why)))]);

    internal static string NameOf(Passing why) => why switch
    {
        Passing.Partner => "partner",
        Passing.MaxPerDay => "maxPerDay",
        Passing.Region => "region",
        Passing.Flight => "flight",
        _ => throw new InvalidOperationException($"The reason {why} has no name."),
    };

    internal static DecideBanner.ShownBanner Shown(LiveBanner banner, IReadOnlyList<DecideBanner.ShownHelpline> helplines, PublicAddresses addresses) =>
        new(banner.Id, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action, helplines,
            banner.Image is { } image ? new DecideBanner.ShownImage(addresses.Image(image.Hash), image.Alt) : null,
            banner.Theme is { } theme ? new DecideBanner.ShownTheme(theme.Mode, theme.Accent, theme.AccentText) : null);
}
