namespace Analytics.Tests.Live;

/// <summary>A service of its own, in which nothing happens.</summary>
public sealed class HeartbeatTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    [Fact]
    public async Task A_stream_with_nothing_to_say_says_so_every_15_seconds()
    {
        await using var stream = await LiveStream.OpenAsync(app.Admin());
        await stream.NextAsync("summary");
        var spokeAt = Some.Now;

        var (type, heartbeat) = (await stream.NextAsync()).ShouldNotBeNull();

        type.ShouldBe("heartbeat");
        (Some.Now - spokeAt).ShouldBeInRange(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(20));
        heartbeat["asOf"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(spokeAt);
    }
}
