using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>Half of the banner was visible for a second.</summary>
internal static class RecordViewable
{
    public static void MapRecordViewable(this IEndpointRouteBuilder events) =>
        events.MapPost("/v1/impressions/{token}:viewable", HandleAsync).WithName("RecordViewable").WithSummary("Half of the banner was visible for a second. 202 means durable.").WithTags("Serving");

    private static Task<Results<Accepted, ProblemHttpResult>> HandleAsync(string token, HttpContext http, EventRecorder recorder) =>
        recorder.RecordAsync(EventTypes.Viewable, token, http);
}
