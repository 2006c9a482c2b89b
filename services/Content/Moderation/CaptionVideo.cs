using System.Security.Claims;
using System.Text;
using Content.Data;
using Content.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Content.Moderation;

internal static class CaptionVideo
{
    private const int LongestBytes = 64 * 1024;

    public static void MapCaptionVideo(this IEndpointRouteBuilder app) =>
        app.MapPut("/{id:guid}/captions", HandleAsync).RequireAuthorization(Policies.Partner)
            .Accepts<string>("text/vtt")
            .WithName("CaptionVideo").WithSummary("Sets a video's captions (WebVTT), in the video's language.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Guid id, HttpRequest request, ClaimsPrincipal user, ContentDbContext db, CancellationToken cancellationToken)
    {
        if (request.ContentLength is > LongestBytes)
            return TooLarge();
        var buffer = new byte[LongestBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestBytes)
            return TooLarge();
        var captions = Encoding.UTF8.GetString(buffer, 0, length);
        if (!WebVtt.IsValid(captions))
            return TypedResults.Problem("The body must be WebVTT: it begins with WEBVTT and has at least one cue.", statusCode: StatusCodes.Status400BadRequest);

        var partner = user.PartnerId();
        if (await db.Videos.SingleOrDefaultAsync(x => x.Id == id && (partner == null || x.Partner == partner), cancellationToken) is not { } video)
            return Decision.NoSuchVideo();
        // What is published was approved by a person: only an admin changes it after that.
        if (partner is not null && video.Status != VideoStatus.Uploaded)
            return Decision.NotNow(video, "captioned with a partner's key");
        video.Caption(captions);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult TooLarge() =>
        TypedResults.Problem($"Captions may have at most {LongestBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
}
