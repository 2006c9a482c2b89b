using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Analytics.Live;

internal static class StreamLive
{
    private const int MostFollowers = 500;
    private static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(5);

    // A stream that says nothing for long is cut by proxies, and its reader cannot tell silence from a broken line.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    public static void MapStreamLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/live", HandleAsync)
            .WithName("StreamLive").WithSummary("Server-sent events: changed buckets with absolute values, at most once a second, from a cursor on.")
            .WithDescription(
                """
                Events: `reset` (LiveReset: all buckets of the last 60 minutes, and the summary; drop what you have), `change` (the same without the summary: the buckets
                that changed, with absolute values), `summary` (Summary: at once and when it changed), `heartbeat` (only `asOf`: after 15 s without another event). The
                id is a cursor in the order of commits and holds on every replica: sent back as `Last-Event-ID`, or as the query `lastEventId`, it brings what changed
                since. A cursor that is older than 10 minutes, of a store before a restore, or no cursor at all, gets one `reset`. Who does not read for 20 s is cut off
                and goes on from its cursor when it comes back.
                """)
            .Produces<LiveReset>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<ServerSentEventsResult<string>, ProblemHttpResult>> HandleAsync(
        HttpContext context, LiveBoard board, SlowReaders slowReaders, TimeProvider clock,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null, [FromQuery(Name = "lastEventId")] string? lastEventIdOfTools = null, CancellationToken cancellationToken = default)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        if (board.Join(MostFollowers) is not { } follower)
            return Later(context, $"{MostFollowers} streams are open on this replica already. Try again later.", 30);
        context.Response.RegisterForDispose(follower);
        // A turn that began after this request is never behind what the follower has seen, whichever replica told it.
        if (await board.AfterAsync(follower.Came, FirstTurn, cancellationToken) is not { } first)
            return Later(context, "The store does not answer. Try again in a few seconds.", 5);
        // What is no cursor gets a reset and no 400: a browser goes on sending the same Last-Event-ID and would never get out.
        var cursor = LiveCursor.TryParse(lastEventId ?? lastEventIdOfTools, out var given) ? given : null;
        return TypedResults.ServerSentEvents(FollowAsync(board, follower, slowReaders.Watch(context), clock, first, cursor, cancellationToken));
    }

    private static ProblemHttpResult Later(HttpContext context, string detail, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Problem(detail, title: "The live stream cannot be opened now.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        LiveBoard board, LiveBoard.Follower follower, SlowReaders.Patience patience, TimeProvider clock, LiveTurn turn, LiveCursor? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = follower;
        using var watching = patience;
        var summaryTold = -1L;
        var spokeAt = clock.GetUtcNow();
        while (true)
        {
            var spoke = true;
            if (cursor is null || turn.MustReset(cursor))
                yield return Item("reset", turn.Reset);
            else if (turn.ChangesSince(cursor) is { } changes)
                yield return Item("change", changes);
            else
                spoke = false;
            cursor = turn.Cursor;
            if (turn.SummarySince > summaryTold)
            {
                yield return Item("summary", JsonSerializer.Serialize(turn.Summary, JsonSerializerOptions.Web));
                (summaryTold, spoke) = (turn.Number, true);
            }

            if (!spoke && clock.GetUtcNow() - spokeAt >= LongestSilence)
            {
                yield return Item("heartbeat", JsonSerializer.Serialize(new LiveHeartbeat(turn.AsOf), JsonSerializerOptions.Web));
                spoke = true;
            }

            if (spoke)
                spokeAt = clock.GetUtcNow();
            patience.Ends();
            // Without a turn the store does not answer: the heartbeat goes on and says since when.
            turn = await board.AfterAsync(turn.Number, spokeAt + LongestSilence - clock.GetUtcNow(), cancellationToken) ?? turn;
            if (board.Ended)
                yield break;
        }

        // The next one is asked for when this one is on its way.
        SseItem<string> Item(string type, string data)
        {
            patience.Begins();
            return new(data, type) { EventId = turn.Cursor.ToString() };
        }
    }
}
