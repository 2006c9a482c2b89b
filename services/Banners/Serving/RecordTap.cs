namespace Banners.Serving;

/// <summary>Somebody tapped a helpline's number on the banner.</summary>
internal static class RecordTap
{
    public static void MapRecordTap(this IEndpointRouteBuilder events)
    {
        var recorder = events.ServiceProvider.GetRequiredService<EventRecorder>();
        events.MapPost("/v1/taps/{token}", (string token, HttpContext http) => recorder.AnswerAsync(EventTypes.Tap, token, http))
            .WithName("RecordTap").WithSummary("Somebody tapped a helpline's number on the banner. 202 means durable.").WithTags("Serving").Produces(StatusCodes.Status202Accepted)
            .DisableValidation();
    }
}
