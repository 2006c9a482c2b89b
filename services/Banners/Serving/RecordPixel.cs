using Microsoft.AspNetCore.Http.HttpResults;

namespace Banners.Serving;

/// <summary>The banner was shown where no JavaScript runs: the impression as a picture of one transparent pixel.</summary>
internal static class RecordPixel
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static void MapRecordPixel(this IEndpointRouteBuilder events) =>
        events.MapGet("/v1/impressions/{token}.gif", HandleAsync).WithName("RecordPixel").WithSummary("The banner was shown, reported by a picture. 200 means durable.").WithTags("Serving")
            .Produces(StatusCodes.Status200OK, contentType: "image/gif");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(string token, HttpContext http, EventRecorder recorder)
    {
        if (recorder.RefusalOf(token, http, out var opened) is { } refusal)
            return refusal;
        return await recorder.KeepAsync(EventTypes.Impression, opened!, http.Request) ? TypedResults.Bytes(Gif, "image/gif") : EventRecorder.NotKept(http.Response);
    }
}
