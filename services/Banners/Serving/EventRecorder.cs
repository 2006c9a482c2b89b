using Banners.Bundles;
using Contracts.Banners;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceDefaults.Messaging;

namespace Banners.Serving;

/// <summary>From a token to a durable event; what impressions, viewables, taps and clicks share.</summary>
internal sealed class EventRecorder(
    TokenSealer tokens, BundleTokens bundles, EventBatcher<BannerEvent> batcher, RateLimits limits, IOptions<ValidityOptions> validity, BannersMetrics metrics, TimeProvider clock)
{
    /// <summary>202 when the event is durable. The same token again is the same event: it counts once.</summary>
    public async Task<Results<Accepted, ProblemHttpResult>> RecordAsync(string type, string token, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!limits.AllowsAddress(http.Connection.RemoteIpAddress))
            return RateLimits.Refuse(http.Response);
        switch (Open(token, out var opened))
        {
            case TokenVerdict.Bad:
                return TypedResults.Problem("This is not a token of ours.", statusCode: StatusCodes.Status400BadRequest);
            case TokenVerdict.Expired:
                return TypedResults.Problem("The token is too old.", statusCode: StatusCodes.Status410Gone);
            default:
                break;
        }

        if (await KeepAsync(type, opened!, http.Request))
            return TypedResults.Accepted((string?)null);
        http.Response.Headers.RetryAfter = "2";
        return TypedResults.Problem("The event could not be kept; send it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    public TokenVerdict Open(string token, out DecisionToken? opened)
    {
        var verdict = BundleTokens.IsOne(token) ? bundles.Open(token, out opened) : tokens.Open(token, out opened);
        if (verdict is not TokenVerdict.Good)
            metrics.TokenRefused(verdict is TokenVerdict.Expired);
        return verdict;
    }

    /// <returns>True when the event is durable.</returns>
    public async Task<bool> KeepAsync(string type, DecisionToken token, HttpRequest request)
    {
        var now = clock.GetUtcNow();
        var recorded = new BannerEvent
        {
            DecisionId = token.DecisionId,
            Type = type,
            CampaignId = token.CampaignId,
            BannerId = token.BannerId,
            KeywordId = token.KeywordId,
            Partner = token.Partner,
            Locale = token.Locale,
            Country = token.Country,
            Region = token.Region,
            Device = token.Device,
            Validity = Validity.Of(type, token, now, request, validity.Value),
            Verified = token.Verified,
            ReceivedAt = now,
        };
        if (!await batcher.RecordAsync(recorded))
            return false;
        metrics.EventRecorded(type, recorded.Validity);
        return true;
    }
}
