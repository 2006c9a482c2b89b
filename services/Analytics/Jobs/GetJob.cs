using Analytics.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Jobs;

internal static class GetJob
{
    public static void MapGetJob(this IEndpointRouteBuilder app) =>
        app.MapGet("/jobs/{id:guid}", HandleAsync)
            .WithName("GetJob").WithSummary("How far a rebuild or an erasure is.");

    private static async Task<Results<Ok<JobAnswer>, NotFound>> HandleAsync(Guid id, MetricsDbContext db, CancellationToken cancellationToken) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) is { } job ? TypedResults.Ok(JobAnswer.Of(job)) : TypedResults.NotFound();
}
