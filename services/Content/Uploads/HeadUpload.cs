using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Content.Uploads;

internal static class HeadUpload
{
    public static void MapHeadUpload(this IEndpointRouteBuilder app) =>
        app.MapMethods("/{id:guid}", [HttpMethods.Head], HandleAsync)
            .WithName("HeadUpload").WithSummary("How many bytes of the upload are durable, and what became of it.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok, ProblemHttpResult>> HandleAsync(Guid id, HttpResponse response, ClaimsPrincipal user, ContentDbContext db, CancellationToken cancellationToken)
    {
        if (await db.FindOwnAsync(id, user, cancellationToken) is not { } upload)
            return TusProtocol.NotFound();
        response.Describe(upload);
        return TypedResults.Ok();
    }
}
