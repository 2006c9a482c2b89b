using System.ComponentModel.DataAnnotations;
using Analytics.Data;
using Analytics.Jobs;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using ServiceDefaults.Keys;

namespace Analytics.Rebuilding;

/// <summary>The days (UTC, both inclusive) whose rollups are counted again from raw events.</summary>
public sealed record RebuildRollupsRequest([Required] DateOnly? From, [Required] DateOnly? To);

internal static class RebuildRollups
{
    public static void MapRebuildRollups(this IEndpointRouteBuilder app) =>
        app.MapPost("/rollups:rebuild", HandleAsync).RequireAuthorization(Policies.Approver)
            .WithName("RebuildRollups").WithSummary("Counts a range of days again from their raw events, while events go on coming; one rebuild at a time.");

    private static async Task<Results<Accepted<JobAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        RebuildRollupsRequest request, JobQueue jobs, NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (from, to) = (request.From!.Value, request.To!.Value);
        if (Period.Check(from, to) is { } refused)
            return refused;
        if (to > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
            return Period.Refuse("to", "A day that has not begun (UTC) cannot be counted again.");
        // Nothing was ever stored that long ago, and a day before the year 1 does not exist.
        if (from < new DateOnly(2000, 1, 1))
            return Period.Refuse("from", "There are no raw events from before the year 2000.");
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            if (await Rebuilder.RefuseAsync(connection, from, cancellationToken) is { } gone)
                return TypedResults.Problem(gone, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return await jobs.AddAsync(Job.Rebuild, from, to, "", cancellationToken) is { } job
            ? TypedResults.Accepted($"/v1/jobs/{job.Id}", JobAnswer.Of(job))
            : TypedResults.Problem("A rebuild has not ended yet; GET /v1/jobs shows how far it is.", statusCode: StatusCodes.Status409Conflict);
    }
}
