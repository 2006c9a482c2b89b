using System.Text;
using Content.Data;
using Content.Serving;
using Content.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Keys;

namespace Content.Playback;

/// <summary>The bytes of a video: whole or in ranges. Unpublished ones answer to the admin key only, for whoever has to approve them.</summary>
internal static class ServeMedia
{
    public static void MapServeMedia(this IEndpointRouteBuilder app)
    {
        app.MapGet("/media/{id:guid}", VideoAsync)
            .WithName("ServeMedia").WithSummary("A video's bytes, whole or in ranges.").WithTags("Playback")
            .Produces(StatusCodes.Status200OK, contentType: "video/mp4").Produces(StatusCodes.Status206PartialContent, contentType: "video/mp4")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status416RangeNotSatisfiable);
        app.MapGet("/media/{id:guid}/poster.jpg", PosterAsync)
            .WithName("ServePoster").WithSummary("A video's picture.").WithTags("Playback")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapGet("/media/{id:guid}/captions.vtt", Captions)
            .WithName("ServeCaptions").WithSummary("A published video's captions.").WithTags("Playback")
            .Produces(StatusCodes.Status200OK, contentType: "text/vtt").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapHead("/media/{id:guid}", VideoAsync, "Media");
        app.MapHead("/media/{id:guid}/poster.jpg", PosterAsync, "Poster");
        app.MapHead("/media/{id:guid}/captions.vtt", Captions, "Captions");
    }

    // Apart from GET, so that each operation of the API description has a name of its own.
    private static void MapHead(this IEndpointRouteBuilder app, string pattern, Delegate handler, string what) =>
        app.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription()
            .WithName($"Head{what}").WithSummary("The headers alone.");

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> VideoAsync(Guid id, HttpContext context, PublishedVideos published, UploadFolder folder, ContentDbContext db, CancellationToken cancellationToken)
    {
        var mediaType = published.Find(id)?.MediaType;
        if (mediaType is null && context.User.IsAdmin())
            mediaType = await db.Videos.AsNoTracking().Where(x => x.Id == id).Select(x => x.MediaType).SingleOrDefaultAsync(cancellationToken);
        if (mediaType is null || !File.Exists(folder.PlayablePath(id)))
            return TypedResults.NotFound();
        Protect(context.Response);
        return TypedResults.PhysicalFile(folder.PlayablePath(id), mediaType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{id:N}\""));
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> PosterAsync(Guid id, HttpContext context, PublishedVideos published, UploadFolder folder, ContentDbContext db, CancellationToken cancellationToken)
    {
        var known = published.Find(id) is not null || (context.User.IsAdmin() && await db.Videos.AnyAsync(x => x.Id == id, cancellationToken));
        if (!known || !File.Exists(folder.PosterPath(id)))
            return TypedResults.NotFound();
        Protect(context.Response);
        return TypedResults.PhysicalFile(folder.PosterPath(id), "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{id:N}p\""));
    }

    private static Results<ContentHttpResult, NotFound> Captions(Guid id, HttpResponse response, PublishedVideos published)
    {
        if (published.Find(id)?.Captions is not { } captions)
            return TypedResults.NotFound();
        Protect(response);
        return TypedResults.Content(captions, "text/vtt; charset=utf-8", Encoding.UTF8);
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Asked for again each time, so that a takedown works for whoever has it already.
        response.Headers.CacheControl = "no-cache";
    }
}
