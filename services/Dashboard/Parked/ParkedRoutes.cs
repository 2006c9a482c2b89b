using Dashboard.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using RabbitMQ.Client.Exceptions;
using ServiceDefaults.Keys;

namespace Dashboard.Parked;

/// <summary>The queues in which something is parked.</summary>
internal sealed record ParkedList(IReadOnlyList<ParkedQueue> Queues);

/// <param name="Queue">The queue that got its messages back.</param>
/// <param name="Replayed">How many they were.</param>
internal sealed record ParkedReplay(string Queue, int Replayed);

internal static class ParkedRoutes
{
    public static void MapParked(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/parked", ListAsync).RequireAuthorization(SignInCookies.ReadPolicy)
            .WithName("ListParked").WithSummary("Messages that no consumer could handle, with type and reason; for signed-in people and the admin key.").WithTags("Parked");
        // A browser's cookie is not enough here: people replay on the page, which has a form token of its own.
        app.MapPost("/v1/parked/{queue}:replay", ReplayAsync).RequireAuthorization(Policies.Approver)
            .WithName("ReplayParked").WithSummary("Gives everything that is parked now back to its queue; with the admin or the approver key.").WithTags("Parked");
    }

    private static async Task<Results<Ok<ParkedList>, ProblemHttpResult>> ListAsync(ParkedMessages parked, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(new ParkedList(await parked.ListAsync(cancellationToken)));
        }
        catch (Exception exception) when (IsAway(exception))
        {
            return Away();
        }
    }

    private static async Task<Results<Ok<ParkedReplay>, ProblemHttpResult>> ReplayAsync(string queue, ParkedMessages parked, CancellationToken cancellationToken)
    {
        if (!ParkedMessages.IsQueue(queue))
            return TypedResults.Problem("There is no such queue; GET /v1/parked names those in which something is parked.", statusCode: StatusCodes.Status404NotFound);
        try
        {
            return TypedResults.Ok(new ParkedReplay(queue, await parked.ReplayAsync(queue, cancellationToken)));
        }
        catch (Exception exception) when (IsAway(exception))
        {
            return Away();
        }
    }

    /// <summary>Whether the broker cannot be asked at the moment.</summary>
    public static bool IsAway(Exception exception) => exception is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or PublishException or IOException;

    private static ProblemHttpResult Away() =>
        TypedResults.Problem("RabbitMQ does not answer; what is parked stays parked.", statusCode: StatusCodes.Status503ServiceUnavailable);
}
