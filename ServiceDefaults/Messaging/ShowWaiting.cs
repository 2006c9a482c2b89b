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

    private static async Task<Ok<WaitingAnswer>> HandleAsync(HttpContext http, NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var asOf = clock.GetUtcNow();
        await using var command = dataSource.CreateCommand(OutboxMessage.OldestSql);
        command.CommandTimeout = 2;
        var oldest = await command.ExecuteScalarAsync(cancellationToken);
        return TypedResults.Ok(new WaitingAnswer(asOf, oldest is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null));
    }
}
