using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Content.Uploads;

internal static class DeleteUpload
{
    public static void MapDeleteUpload(this IEndpointRouteBuilder app) =>
        app.MapDelete("/{id:guid}", HandleAsync)
            .WithName("DeleteUpload").WithSummary("Gives an unfinished upload up and removes its bytes.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status423Locked);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Guid id, ClaimsPrincipal user, ContentDbContext db, UploadFolder folder, CancellationToken cancellationToken)
    {
        if (await db.FindOwnAsync(id, user, cancellationToken) is null)
            return TusProtocol.NotFound();
        using var hold = folder.TryHold(id);
        if (hold is null)
            return TypedResults.Problem("Another request is writing to this upload.", statusCode: StatusCodes.Status423Locked);
        if (await db.Uploads.Where(x => x.Id == id && x.State != UploadState.Finished).ExecuteDeleteAsync(cancellationToken) == 0)
            return TypedResults.Problem("The upload has become a video; that is taken down by POST /v1/videos/{id}:takedown.", statusCode: StatusCodes.Status409Conflict);
        folder.Delete(id);
        return TypedResults.NoContent();
    }
}
