using System.Globalization;
using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDefaults.Keys;

namespace Content.Uploads;

internal static class CreateUpload
{
    public static void MapCreateUpload(this IEndpointRouteBuilder app) =>
        app.MapPost("", HandleAsync)
            .WithName("CreateUpload").WithSummary("Begins an upload; its address comes in the header Location.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<Created, ProblemHttpResult>> HandleAsync(
        [FromHeader(Name = "Upload-Length")] string? uploadLength, [FromHeader(Name = "Upload-Metadata")] string? uploadMetadata,
        HttpResponse response, ClaimsPrincipal user, ContentDbContext db, IOptions<UploadOptions> options, ContentMetrics metrics, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (TusProtocol.ParseCount(uploadLength) is not { } length || length == 0)
            return TypedResults.Problem("The header Upload-Length must be the number of bytes of the video.", statusCode: StatusCodes.Status400BadRequest);
        if (length > options.Value.MaxBytes)
        {
            response.Headers["Tus-Max-Size"] = options.Value.MaxBytes.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem($"The longest upload is {options.Value.MaxBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var (metadata, fault) = UploadMetadata.Parse(uploadMetadata);
        if (metadata is null)
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest);
        var creator = await db.Creators.AsNoTracking().Where(x => x.Slug == metadata.Creator).Select(x => new { x.Id, x.SignLanguage }).SingleOrDefaultAsync(cancellationToken);
        if (creator is null)
            return TypedResults.Problem("No creator has the slug in Upload-Metadata; GET /v1/creators lists them.", statusCode: StatusCodes.Status400BadRequest);

        var now = clock.GetUtcNow();
        var upload = new Upload
        {
            Id = Guid.CreateVersion7(now),
            CreatorId = creator.Id,
            Partner = user.PartnerId(),
            Title = metadata.Title,
            Language = metadata.Language,
            SignLanguage = metadata.SignLanguage || creator.SignLanguage,
            Captions = metadata.Captions,
            Length = length,
            CreatedAt = now,
            ExpiresAt = now + options.Value.KeepUnfinished,
        };
        db.Uploads.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        metrics.UploadCreated();
        response.Describe(upload);
        return TypedResults.Created($"/v1/uploads/{upload.Id}");
    }
}
