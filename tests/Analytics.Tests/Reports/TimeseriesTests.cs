using System.Text.Json.Nodes;

namespace Analytics.Tests.Reports;

[Collection(SharedApp.Name)]
public sealed class TimeseriesTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();
    private readonly DateTimeOffset _hour = new(Some.Now.Year, Some.Now.Month, Some.Now.Day, Some.Now.Hour, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("minute", 1)]
    [InlineData("hour", 60)]
    [InlineData("day", 1440)]
    public async Task Gaps_are_filled_with_zero(string grain, int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes);
        var last = grain == "day" ? new DateTimeOffset(_hour.Date, TimeSpan.Zero) : _hour;
        var first = last - 4 * step;
        await app.RecordAsync(
            Some.Event(campaign: _campaign, decidedAt: first), Some.Event(campaign: _campaign, decidedAt: first), Some.Event(campaign: _campaign, decidedAt: first + 3 * step),
            Some.Event("click", campaign: _campaign, decidedAt: first + step));

        var points = await PointsAsync($"metric=impressions&grain={grain}&from={first:yyyy-MM-ddTHH:mm:ssZ}&to={last:yyyy-MM-ddTHH:mm:ssZ}");

        points.Select(x => x.Value).ShouldBe([2, 0, 0, 1, 0]);
        points.Select(x => x.At).ShouldBe(Enumerable.Range(0, 5).Select(i => first + i * step));
    }

    [Fact]
    public async Task Only_verified_valid_events_are_shown()
    {
        await app.RecordAsync(
            Some.Event("click", campaign: _campaign), Some.Event("click", campaign: _campaign) with { Verified = false }, Some.Event("click", campaign: _campaign) with { Validity = "bot" });

        (await PointsAsync("metric=clicks&grain=day")).Sum(x => x.Value).ShouldBe(1);
    }

    [Theory]
    [InlineData("", 24)]
    [InlineData("grain=minute", 60)]
    [InlineData("grain=day", 30)]
    [InlineData("grain=hour&from=2020-04-27&to=2020-04-27", 24)]
    [InlineData("grain=day&from=2020-04-27&to=2020-05-04", 8)]
    public async Task A_period_has_every_bucket_once(string query, int buckets)
    {
        (await PointsAsync(query)).Count.ShouldBe(buckets);
    }

    private async Task<List<(DateTimeOffset At, long Value)>> PointsAsync(string query)
    {
        var series = await app.GetAsync($"/v1/timeseries?campaign={_campaign}&{query}");
        return [.. series["points"]!.AsArray().Select(Point)];
    }

    private static (DateTimeOffset At, long Value) Point(JsonNode? point) => (point!["at"]!.GetValue<DateTimeOffset>(), point["value"]!.GetValue<long>());
}
