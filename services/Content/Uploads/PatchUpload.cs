using System.Globalization;
using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Content.Uploads;

internal static class PatchUpload
{
    public static void MapPatchUpload(this IEndpointRouteBuilder app) =>
        app.MapPatch("/{id:guid}", HandleAsync)
            // The house's body limit is for small requests; here the upload's own length is the limit.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithName("PatchUpload").WithSummary("Adds bytes at the offset. 204 means durable; the last bytes also mean a checked video, named in the header Video-Id.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status423Locked);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, [FromHeader(Name = "Upload-Offset")] string? uploadOffset, HttpRequest request, ClaimsPrincipal user,
        ContentDbContext db, UploadFolder folder, ReceiveBytes receive, FinishUpload finish, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.ContentType, TusProtocol.MediaType, StringComparison.OrdinalIgnoreCase))
            return TypedResults.Problem($"The body must be {TusProtocol.MediaType}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        if (TusProtocol.ParseCount(uploadOffset) is not { } offset)
            return TypedResults.Problem("The header Upload-Offset must be the number of bytes that are there already.", statusCode: StatusCodes.Status400BadRequest);
        if (await db.FindOwnAsync(id, user, cancellationToken) is null)
            return TusProtocol.NotFound();
        using var hold = folder.TryHold(id);
        if (hold is null)
        {
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem("Another request is writing to this upload.", statusCode: StatusCodes.Status423Locked);
        }

        // Read again: until the hold was ours, somebody else may have moved the offset.
        if (await db.FindOwnAsync(id, user, cancellationToken) is not { } upload)
            return TusProtocol.NotFound();
        return Refuse(upload, offset, request) ?? await AcceptAsync(upload, request, receive, finish, cancellationToken);
    }

    private static ProblemHttpResult? Refuse(Upload upload, long offset, HttpRequest request)
    {
        if (offset != upload.Received)
        {
            request.HttpContext.Response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem($"The upload holds {upload.Received} bytes; Upload-Offset says {offset}.", statusCode: StatusCodes.Status409Conflict);
        }

        return request.ContentLength > upload.Length - upload.Received ? TooLarge(upload) : null;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AcceptAsync(Upload upload, HttpRequest request, ReceiveBytes receive, FinishUpload finish, CancellationToken cancellationToken)
    {
        var now = upload;
        if (!upload.IsWhole)
        {
            if (await receive.AppendAsync(upload, request.Body, cancellationToken) is not { } received)
                return TooLarge(upload);
            now = received;
        }

        if (now.IsWhole && now.State == UploadState.Receiving)
            now = await finish.RunAsync(now.Id, cancellationToken);
        request.HttpContext.Response.Describe(now);
        return now.State == UploadState.Rejected ? TusProtocol.Rejected(now) : TypedResults.NoContent();
    }

    private static ProblemHttpResult TooLarge(Upload upload) =>
        TypedResults.Problem($"The upload was announced with {upload.Length} bytes; the body has more than are missing.", statusCode: StatusCodes.Status413PayloadTooLarge);
}
