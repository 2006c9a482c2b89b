using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Analytics.Tests.Reports;

[Collection(SharedApp.Name)]
public sealed class LiveTests(AnalyticsApp app)
{
    [Fact]
    public async Task The_stream_tells_the_state_at_once_and_then_each_change()
    {
        using var client = app.Admin();
        await using var stream = await client.GetStreamAsync(new Uri("/v1/live", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var events = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var before = await NextAsync(events);

        await app.RecordAsync(Some.Event(), Some.Event("click"), Some.Event() with { Validity = "bot" });

        var after = before;
        while (Impressions(after) == Impressions(before))
            after = await NextAsync(events);
        Impressions(after).ShouldBe(Impressions(before) + 1);
        after["verified"]!["clicks"]!.GetValue<long>().ShouldBe(before["verified"]!["clicks"]!.GetValue<long>() + 1);
        after["asOf"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(before["asOf"]!.GetValue<DateTimeOffset>());
    }

    private static long Impressions(JsonNode summary) => summary["verified"]!["impressions"]!.GetValue<long>();

    private static async Task<JsonNode> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.EventType.ShouldBe("summary");
        return JsonNode.Parse(events.Current.Data)!;
    }
}
