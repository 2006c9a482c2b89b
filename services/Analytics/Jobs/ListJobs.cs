using Analytics.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Jobs;

internal static class ListJobs
{
    private const int Most = 50;

    public static void MapListJobs(this IEndpointRouteBuilder app) =>
        app.MapGet("/jobs", HandleAsync)
            .WithName("ListJobs").WithSummary("The last 50 rebuilds and erasures, newest first.");

    private static async Task<Ok<JobList>> HandleAsync(MetricsDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(new JobList([.. (await db.Jobs.AsNoTracking().OrderByDescending(x => x.CreatedAt).Take(Most).ToListAsync(cancellationToken)).Select(JobAnswer.Of)]));
}

internal sealed record JobList(IReadOnlyList<JobAnswer> Jobs);
