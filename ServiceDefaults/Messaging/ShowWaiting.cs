using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDefaults.Keys;

namespace ServiceDefaults.Messaging;

/// <summary>What this service has accepted and the broker has not got yet.</summary>
/// <param name="AsOf">When the outbox was looked at, by this service's clock.</param>
/// <param name="OldestWaitingAt">When the oldest message of the outbox was written; null when none waits.</param>
public sealed record WaitingAnswer(DateTimeOffset AsOf, DateTimeOffset? OldestWaitingAt);

/// <summary>Lets a reader of reports say until when they are complete: whoever counts events cannot see what waits where they came from.</summary>
internal static class ShowWaiting
{
    public static void MapShowWaiting(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetService<PartnerDirectory>() is null)
            return;
        app.MapGet("/v1/waiting", HandleAsync).WithName("ShowWaiting").WithSummary("The oldest message that waits in this service's outbox.").WithTags("Operations")
            .RequireAuthorization(Policies.Admin).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<WaitingAnswer>, ProblemHttpResult>> HandleAsync(
        HttpContext http, NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var asOf = clock.GetUtcNow();
        try
        {
            // Ids are UUIDv7, so the first by the primary key is the oldest, whatever lies behind it.
            await using var command = dataSource.CreateCommand("select created_at from outbox_messages order by id limit 1");
            command.CommandTimeout = 2;
            var oldest = await command.ExecuteScalarAsync(cancellationToken);
            return TypedResults.Ok(new WaitingAnswer(asOf, oldest is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            http.Response.Headers.RetryAfter = "2";
            return TypedResults.Problem("The outbox cannot be read now; ask again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
