using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Content.Uploads;

/// <summary>The parts of the tus 1.0 protocol that all upload endpoints share: https://tus.io/protocols/resumable-upload</summary>
internal static class TusProtocol
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,termination,expiration";
    public const string MediaType = "application/offset+octet-stream";

    /// <summary>Every answer names the protocol's version; a request of another version is refused with 412.</summary>
    public static TBuilder SpeaksTus<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter(async (context, next) =>
        {
            var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
            response.Headers["Tus-Resumable"] = Version;
            response.Headers.CacheControl = "no-store";
            if (HttpMethods.IsOptions(request.Method) || request.Headers["Tus-Resumable"] == Version)
                return await next(context);
            response.Headers["Tus-Version"] = Version;
            return TypedResults.Problem($"The header Tus-Resumable must be {Version}.", statusCode: StatusCodes.Status412PreconditionFailed);
        });
        return builder;
    }

    /// <summary>A whole number that is not negative, or null.</summary>
    public static long? ParseCount(string? header) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>What HEAD and PATCH say of an upload.</summary>
    public static void Describe(this HttpResponse response, Upload upload)
    {
        response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Status"] = upload.State.ToString().ToLowerInvariant();
        if (upload.State == UploadState.Finished)
            response.Headers["Video-Id"] = upload.Id.ToString();
        if (!upload.IsWhole)
            response.Headers["Upload-Expires"] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    public static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such upload.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Rejected(Upload upload) =>
        TypedResults.Problem(upload.Reason, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The upload is not a video that can be played.");
}
