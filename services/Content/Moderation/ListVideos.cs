using System.Security.Claims;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Keys;

namespace Content.Moderation;

internal static class ListVideos
{
    private const int Page = 100;

    /// <param name="Videos">Newest first.</param>
    /// <param name="Next">Pass it as <c>before</c> for the next page; null on the last one.</param>
    internal sealed record VideoPage(IReadOnlyList<VideoAnswer> Videos, Guid? Next);

    public static void MapListVideos(this IEndpointRouteBuilder app) =>
        app.MapGet("", HandleAsync).RequireAuthorization(Policies.Partner)
            .WithName("ListVideos").WithSummary("Videos, newest first: all for the admin key, its own for a partner's.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<VideoPage>, ProblemHttpResult>> HandleAsync(string? status, string? before, ClaimsPrincipal user, ContentDbContext db, CancellationToken cancellationToken)
    {
        var query = db.Videos.AsNoTracking();
        if (status is not null)
        {
            if (!VideoAnswer.Statuses.TryGetValue(status, out var wanted))
                return TypedResults.Problem($"status must be one of {string.Join(", ", VideoAnswer.Statuses.Keys)}.", statusCode: StatusCodes.Status400BadRequest);
            query = query.Where(x => x.Status == wanted);
        }

        if (before is not null)
        {
            if (!Guid.TryParse(before, out var last))
                return TypedResults.Problem("before must be the id of a video.", statusCode: StatusCodes.Status400BadRequest);
            query = query.Where(x => x.Id < last);
        }

        if (user.PartnerId() is { } partner)
            query = query.Where(x => x.Partner == partner);
        // Ids are UUIDv7: their order is that of arrival.
        var videos = await query.OrderByDescending(x => x.Id).Take(Page + 1).Select(VideoAnswer.Of).ToListAsync(cancellationToken);
        return TypedResults.Ok(videos.Count > Page
            ? new VideoPage(videos[..Page], videos[Page - 1].Id)
            : new VideoPage(videos, null));
    }
}
