using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Content.Moderation;

internal static class GetVideo
{
    public static void MapGetVideo(this IEndpointRouteBuilder app) =>
        app.MapGet("/{id:guid}", HandleAsync).RequireAuthorization(Policies.Partner)
            .WithName("GetVideo").WithSummary("One video: any for the admin key, its own for a partner's.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<VideoAnswer>, ProblemHttpResult>> HandleAsync(Guid id, ClaimsPrincipal user, ContentDbContext db, CancellationToken cancellationToken)
    {
        var partner = user.PartnerId();
        return await db.Videos.AsNoTracking().Where(x => x.Id == id && (partner == null || x.Partner == partner)).Select(VideoAnswer.Of).SingleOrDefaultAsync(cancellationToken) is { } video
            ? TypedResults.Ok(video)
            : Decision.NoSuchVideo();
    }
}
