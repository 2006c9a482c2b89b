using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Reports;

internal static class StreamLive
{
    public static void MapStreamLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/live", Handle)
            .WithName("StreamLive").WithSummary("Server-sent events: the summary at once and on each change, at most one a second.");

    private static ServerSentEventsResult<Summary> Handle(HttpResponse response, LiveSummaries live, SummaryReader reader, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(live, reader, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<Summary>> FollowAsync(LiveSummaries live, SummaryReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // First join, then read: what changes in between is told.
        var viewer = live.Join();
        try
        {
            yield return new SseItem<Summary>(await reader.ReadAsync(new SummaryFilter(), cancellationToken), "summary");
            await foreach (var summary in viewer.Reader.ReadAllAsync(cancellationToken))
                yield return new SseItem<Summary>(summary, "summary");
        }
        finally
        {
            live.Leave(viewer);
        }
    }
}
