namespace Banners.Serving;

/// <summary>Half of the banner was visible for a second.</summary>
internal static class RecordViewable
{
    public static void MapRecordViewable(this IEndpointRouteBuilder events)
    {
        var recorder = events.ServiceProvider.GetRequiredService<EventRecorder>();
        events.MapPost("/v1/impressions/{token}:viewable", (string token, HttpContext http) => recorder.AnswerAsync(EventTypes.Viewable, token, http))
            .WithName("RecordViewable").WithSummary("Half of the banner was visible for a second. 202 means durable.").WithTags("Serving").Produces(StatusCodes.Status202Accepted)
            .DisableValidation();
    }
}
