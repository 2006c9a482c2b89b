using Analytics.Data;
using Analytics.Ingestion;
using Analytics.Jobs;
using Analytics.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Keys;

namespace Analytics.Erasing;

internal static class ErasePartner
{
    public static void MapErasePartner(this IEndpointRouteBuilder app) =>
        app.MapPost("/partners/{id}:erase", HandleAsync).RequireAuthorization(Policies.Approver)
            .WithName("ErasePartner").WithSummary("Deletes everything that the metrics store holds of a partner. Again is harmless; what arrives afterwards counts again.");

    // A partner whom nobody knows is erased too: its events may be here without its name.
    private static async Task<Results<Accepted<JobAnswer>, ValidationProblem, ProblemHttpResult>> HandleAsync(string id, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (!Tidy.IsPartner(id))
            return Period.Refuse("id", "A partner's id is 1 to 40 lower-case letters, digits, '-' and '_'.");
        return await jobs.AddAsync(Job.Erase, null, null, id, cancellationToken) is { } job
            ? TypedResults.Accepted($"/v1/jobs/{job.Id}", JobAnswer.Of(job))
            : TypedResults.Problem("This partner is being erased already; GET /v1/jobs shows how far it is.", statusCode: StatusCodes.Status409Conflict);
    }
}
