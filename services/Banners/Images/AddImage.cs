using System.Security.Cryptography;
using Banners.Data;
using Banners.Mistakes;
using Banners.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Banners.Images;

/// <summary>Keeps a picture for banners. The same picture sent twice is one.</summary>
internal static class AddImage
{
    public const int MaxBytes = 256 * 1024;
    public const int MaxSide = 2_048;

    /// <param name="Hash">A banner names it so.</param>
    /// <param name="Type">Media type, from the content itself.</param>
    internal sealed record Answer(string Hash, string Url, string Type, int Width, int Height, int Bytes);

    public static void MapAddImage(this IEndpointRouteBuilder authors) =>
        authors.MapPost("/v1/images", HandleAsync).WithName("AddImage").WithSummary("Keeps a picture for banners.").WithTags("Authoring")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes + 1)).Accepts<Stream>("image/png", "image/jpeg", "image/webp", "application/octet-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<Created<Answer>, ProblemHttpResult>> HandleAsync(
        HttpRequest request, BannersDbContext db, PublicAddresses addresses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request.Body, cancellationToken) is not { } content)
            return TypedResults.Problem(Sentences.PictureTooLarge.With(MaxBytes / 1024), statusCode: StatusCodes.Status413PayloadTooLarge);
        if (ImageFormat.Of(content) is not { } format)
            return TypedResults.Problem(Sentences.NoPicture, statusCode: StatusCodes.Status400BadRequest);
        if (format is not { Width: >= 1 and <= MaxSide, Height: >= 1 and <= MaxSide })
            return TypedResults.Problem(Sentences.PictureTooWide.With(MaxSide, format.Width, format.Height), statusCode: StatusCodes.Status400BadRequest);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        await db.Database.ExecuteSqlAsync(
            $"insert into images (hash, type, width, height, content, created_at) values ({hash}, {format.Type}, {format.Width}, {format.Height}, {content}, {clock.GetUtcNow()}) on conflict do nothing",
            cancellationToken);
        var answer = new Answer(hash, addresses.Image(hash), format.Type, format.Width, format.Height, content.Length);
        return TypedResults.Created(answer.Url, answer);
    }

    /// <summary>Null when it is too long.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var room = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBytes ? null : room[..length];
    }
}
