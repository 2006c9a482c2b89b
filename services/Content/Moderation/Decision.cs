using System.ComponentModel.DataAnnotations;
using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Content.Moderation;

/// <summary>What approving, rejecting and taking down have in common.</summary>
public static class Decision
{
    public sealed record DecisionReason([property: Required, StringLength(500, MinimumLength = 3)] string Reason);

    internal static ProblemHttpResult NoSuchVideo() => TypedResults.Problem("There is no such video.", statusCode: StatusCodes.Status404NotFound);

    internal static ProblemHttpResult NotNow(Video video, string asked) =>
        TypedResults.Problem($"The video is {VideoAnswer.NameOf(video.Status)} and cannot be {asked}.", statusCode: StatusCodes.Status409Conflict);

    /// <summary>Loads the video, lets <paramref name="decide"/> change it and add messages, and commits both.</summary>
    /// <param name="db">The service's database.</param>
    /// <param name="id">The video.</param>
    /// <param name="decide">Null when the decision was taken, else why not.</param>
    /// <param name="cancellationToken">The request's end.</param>
    internal static async Task<Results<Ok<VideoAnswer>, ProblemHttpResult>> TakeAsync(
        ContentDbContext db, Guid id, Func<Video, ProblemHttpResult?> decide, CancellationToken cancellationToken)
    {
        if (await db.Videos.Include(x => x.Creator).SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is not { } video)
            return NoSuchVideo();
        if (decide(video) is { } refusal)
            return refusal;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return TypedResults.Problem("Somebody else decided on this video at the same moment.", statusCode: StatusCodes.Status409Conflict);
        }

        return TypedResults.Ok(await db.Videos.AsNoTracking().Where(x => x.Id == id).Select(VideoAnswer.Of).SingleAsync(cancellationToken));
    }
}
