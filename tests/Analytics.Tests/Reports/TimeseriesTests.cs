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
    [InlineData("zone=Europe/Paris&grain=day", 30)]
    [InlineData("zone=Asia/Kolkata&grain=hour", 24)]
    [InlineData("grain=day&from=2020-04-27&to=2020-05-04", 8)]
    public async Task A_period_has_every_bucket_once(string query, int buckets)
    {
        (await PointsAsync(query)).Count.ShouldBe(buckets);
    }

    [Fact]
    public async Task Several_metrics_come_in_one_answer_of_any_validity_and_access()
    {
        await app.RecordAsync(
            Some.Event(campaign: _campaign), Some.Event("viewable", campaign: _campaign), Some.Event("tap", campaign: _campaign),
            Some.Event("click", campaign: _campaign) with { Validity = "bot" }, Some.Event("click", campaign: _campaign) with { Validity = "too-fast", Verified = false },
            Some.Event("tap", campaign: _campaign) with { Verified = false });

        (await ValuesAsync("")).ShouldBe("""{"impressions":1,"viewable":1,"clicks":0,"taps":1}""");
        (await ValuesAsync("&validity=invalid")).ShouldBe("""{"impressions":0,"viewable":0,"clicks":1,"taps":0}""");
        (await ValuesAsync("&validity=all&access=all")).ShouldBe("""{"impressions":1,"viewable":1,"clicks":2,"taps":2}""");
        (await ValuesAsync("&access=public")).ShouldBe("""{"impressions":0,"viewable":0,"clicks":0,"taps":1}""");

        async Task<string> ValuesAsync(string which)
        {
            var series = await app.GetAsync($"/v1/timeseries?campaign={_campaign}&metric=impressions,viewable,clicks,taps&grain=day&from={Some.Today}{which}");
            var point = series["points"]!.AsArray().Single()!;
            point["value"]!.GetValue<long>().ShouldBe(point["values"]!["impressions"]!.GetValue<long>());
            return point["values"]!.ToJsonString();
        }
    }

    [Theory]
    [InlineData("grain=hour&from=2020-04-27&to=2020-04-27", "kept for 90 days")]
    [InlineData("grain=minute&from=2020-04-27T08:00:00Z&to=2020-04-27T09:00:00Z", "kept for 7 days")]
    [InlineData("grain=day&zone=Europe/Paris&from=2020-04-27&to=2020-05-04", "zone=UTC")]
    [InlineData("grain=day&zone=Asia/Kolkata", "full hour")]
    public async Task What_is_not_kept_is_refused_with_what_is_possible_instead_of_zeros(string query, string said)
    {
        using var answer = await app.TryGetAsync($"/v1/timeseries?{query}");

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(said);
    }

    private async Task<List<(DateTimeOffset At, long Value)>> PointsAsync(string query)
    {
        var series = await app.GetAsync($"/v1/timeseries?campaign={_campaign}&{query}");
        return [.. series["points"]!.AsArray().Select(Point)];
    }

    private static (DateTimeOffset At, long Value) Point(JsonNode? point) => (point!["at"]!.GetValue<DateTimeOffset>(), point["value"]!.GetValue<long>());
}
