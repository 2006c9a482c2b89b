using Content.Data;
using Contracts.Content;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Content.Moderation;

internal static class TakeDownVideo
{
    public static void MapTakeDownVideo(this IEndpointRouteBuilder app) =>
        app.MapPost("/{id:guid}:takedown", HandleAsync).RequireAuthorization(Policies.Admin)
            .WithName("TakeDownVideo").WithSummary("Takes a published video off every page within seconds.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<VideoAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Decision.DecisionReason because, ContentDbContext db, Outbox outbox, ContentMetrics metrics, TimeProvider clock, CancellationToken cancellationToken)
    {
        var answer = await Decision.TakeAsync(db, id, TakeDown, cancellationToken);
        if (answer.Result is Ok<VideoAnswer>)
            metrics.VideoModerated("taken-down");
        return answer;

        ProblemHttpResult? TakeDown(Video video)
        {
            var now = clock.GetUtcNow();
            if (!video.TakeDown(because.Reason, now))
                return Decision.NotNow(video, "taken down");
            outbox.Add(new VideoTakenDown { VideoId = video.Id, Revision = video.Revision, OccurredAt = now });
            return null;
        }
    }
}
