using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>Somebody tapped a helpline's number on the banner.</summary>
internal static class RecordTap
{
    public static void MapRecordTap(this IEndpointRouteBuilder events) =>
        events.MapPost("/v1/taps/{token}", HandleAsync).WithName("RecordTap").WithSummary("Somebody tapped a helpline's number on the banner. 202 means durable.").WithTags("Serving");

    private static Task<Results<Accepted, ProblemHttpResult>> HandleAsync(string token, HttpContext http, EventRecorder recorder) =>
        recorder.RecordAsync(EventTypes.Tap, token, http);
}
