using Content.Data;
using Content.Sharing;
using Contracts.Content;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;
using ServiceDefaults.Messaging;

namespace Content.Moderation;

internal static class ApproveVideo
{
    public static void MapApproveVideo(this IEndpointRouteBuilder app) =>
        app.MapPost("/{id:guid}:approve", HandleAsync).RequireAuthorization(Policies.Admin)
            .WithName("ApproveVideo").WithSummary("Publishes an uploaded video.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<VideoAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, ContentDbContext db, Outbox outbox, ContentMetrics metrics, TimeProvider clock, CancellationToken cancellationToken)
    {
        var answer = await Decision.TakeAsync(db, id, Approve, cancellationToken);
        if (answer.Result is Ok<VideoAnswer>)
            metrics.VideoModerated("published");
        return answer;

        ProblemHttpResult? Approve(Video video)
        {
            var now = clock.GetUtcNow();
            if (!video.Publish(ShareSlug.New(), now))
                return Decision.NotNow(video, "published");
            outbox.Add(new VideoPublished
            {
                VideoId = video.Id,
                Revision = video.Revision,
                CreatorId = video.CreatorId,
                CreatorName = video.Creator.Name,
                Title = video.Title,
                SignLanguage = video.SignLanguage,
                ShareSlug = video.ShareSlug,
                Partner = video.Partner,
                OccurredAt = now,
            });
            return null;
        }
    }
}
