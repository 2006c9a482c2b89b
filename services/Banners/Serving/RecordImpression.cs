namespace Banners.Serving;

/// <summary>The banner was shown.</summary>
internal static class RecordImpression
{
    public static void MapRecordImpression(this IEndpointRouteBuilder events)
    {
        var recorder = events.ServiceProvider.GetRequiredService<EventRecorder>();
        events.MapPost("/v1/impressions/{token}", (string token, HttpContext http) => recorder.AnswerAsync(EventTypes.Impression, token, http))
            .WithName("RecordImpression").WithSummary("The banner was shown. 202 means durable.").WithTags("Serving").Produces(StatusCodes.Status202Accepted)
            .DisableValidation();
    }
}
