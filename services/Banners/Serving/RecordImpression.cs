using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>The banner was shown.</summary>
internal static class RecordImpression
{
    public static void MapRecordImpression(this IEndpointRouteBuilder events) =>
        events.MapPost("/v1/impressions/{token}", HandleAsync).WithName("RecordImpression").WithSummary("The banner was shown. 202 means durable.").WithTags("Serving");

    private static Task<Results<Accepted, ProblemHttpResult>> HandleAsync(string token, HttpContext http, EventRecorder recorder) =>
        recorder.RecordAsync(EventTypes.Impression, token, http);
}
