using Banners.Data;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Banners.Images;

/// <summary>A picture of a banner, for anybody and for ever: under one address stands one content.</summary>
internal static class ShowImage
{
    public static void MapShowImage(this IEndpointRouteBuilder app) =>
        app.MapGet("/images/{hash:regex(^[0-9a-f]{{64}}$)}", HandleAsync).WithName("ShowImage").WithSummary("A picture of a banner.").WithTags("Serving")
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> HandleAsync(
        string hash, HttpContext http, LiveImages live, BannersDbContext db, RateLimits limits, CancellationToken cancellationToken)
    {
        if (!limits.AllowsAddress(http.Connection.RemoteIpAddress))
            return RateLimits.Refuse(http.Response);
        var content = await live.ReadAsync(hash, cancellationToken)
            ?? await db.Images.Where(image => image.Hash == hash).Select(image => image.Content).SingleOrDefaultAsync(cancellationToken);
        if (content is null || ImageFormat.Of(content) is not { } format)
            return TypedResults.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(content, format.Type, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }
}
