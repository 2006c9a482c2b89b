using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>
/// A click always lands on the Safety Centre. 303 says that it was counted; 302 that it was not, or that nobody could tell in time.
/// The target comes from our settings alone and carries no parameter.
/// </summary>
internal static class FollowClick
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public static void MapFollowClick(this IEndpointRouteBuilder app) =>
        app.MapMethods("/c/{token}", [HttpMethods.Get, HttpMethods.Head], HandleAsync)
            .WithName("FollowClick").WithSummary("Counts a click and leads to the Safety Centre.").WithTags("Serving")
            .Produces(StatusCodes.Status303SeeOther).Produces(StatusCodes.Status302Found);

    /// <summary>What following needs, in one parameter.</summary>
    internal sealed record Following(EventRecorder Recorder, CurrentSet Current, RateLimits Limits, PublicAddresses Addresses, BannersMetrics Metrics, TimeProvider Clock);

    private static async Task<StatusCodeHttpResult> HandleAsync(string token, HttpContext http, [AsParameters] Following use)
    {
        var counted = use.Recorder.Open(token, out var opened) is TokenVerdict.Good
            && use.Limits.AllowsAddress(http.Connection.RemoteIpAddress)
            && use.Current.Set?.IsLive(opened!.CampaignId) is not false
            && await IsKeptInTimeAsync(opened!, http.Request, use);
        use.Metrics.ClickRedirected(counted);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.Location = use.Addresses.SafetyCentre(opened?.Locale);
        return TypedResults.StatusCode(counted ? StatusCodes.Status303SeeOther : StatusCodes.Status302Found);
    }

    private static async Task<bool> IsKeptInTimeAsync(DecisionToken token, HttpRequest request, Following use)
    {
        try
        {
            return await use.Recorder.KeepAsync(EventTypes.Click, token, request).WaitAsync(Patience, use.Clock, request.HttpContext.RequestAborted);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
