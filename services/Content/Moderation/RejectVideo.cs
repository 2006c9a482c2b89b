using Content.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Content.Moderation;

internal static class RejectVideo
{
    public static void MapRejectVideo(this IEndpointRouteBuilder app) =>
        app.MapPost("/{id:guid}:reject", HandleAsync).RequireAuthorization(Policies.Admin)
            .WithName("RejectVideo").WithSummary("Refuses an uploaded video, with a reason for its uploader.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<VideoAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Decision.DecisionReason because, ContentDbContext db, ContentMetrics metrics, CancellationToken cancellationToken)
    {
        var answer = await Decision.TakeAsync(db, id, video => video.Reject(because.Reason) ? null : Decision.NotNow(video, "rejected"), cancellationToken);
        if (answer.Result is Ok<VideoAnswer>)
            metrics.VideoModerated("rejected");
        return answer;
    }
}
