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
    /// <summary>Answers 202 when the event is durable. The same token again is the same event: it counts once.</summary>
    public async Task AnswerAsync(string type, string token, HttpContext http)
    {
        var refusal = RefusalOf(token, http, out var opened);
        if (refusal is null)
        {
            if (await KeepAsync(type, opened!, http.Request))
            {
                http.Response.StatusCode = StatusCodes.Status202Accepted;
                return;
            }

            refusal = NotKept(http.Response);
        }

        await refusal.ExecuteAsync(http);
    }

    /// <summary>Why nothing is recorded, or null. Also says that no answer may be kept.</summary>
    public ProblemHttpResult? RefusalOf(string token, HttpContext http, out DecisionToken? opened)
    {
        http.Response.Headers.CacheControl = "no-store";
        opened = null;
        if (!limits.AllowsAddress(http.Connection.RemoteIpAddress))
            return RateLimits.Refuse(http.Response);
        return Open(token, out opened) switch
        {
            TokenVerdict.Bad => TypedResults.Problem("This is not a token of ours.", statusCode: StatusCodes.Status400BadRequest),
            TokenVerdict.Expired => TypedResults.Problem("The token is too old.", statusCode: StatusCodes.Status410Gone),
            _ => null,
        };
    }

    public static ProblemHttpResult NotKept(HttpResponse response)
    {
        response.Headers.RetryAfter = "2";
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
