using System.Globalization;
using Browsing;

namespace Banners.Tests.Embedding;

/// <summary>A report goes out again until it is acknowledged.</summary>
public sealed class ReportTests(Chromium chromium)
{
    [Fact]
    public async Task It_is_repeated_ever_more_seldom_until_it_is_kept_however_often_it_takes()
    {
        await using var platform = await OpenAsync();
        foreach (var status in new[] { 500, 502, 504, 503, 429, 425, 200, 500, 500, 500, 500 })
            platform.Banners.AnswerWith(status, readable: status != 502);
        await platform.ShowAsync();

        foreach (var (tries, wait) in new[] { 1_125, 2_250, 4_500, 9_000, 18_000, 36_000, 67_500, 67_500, 67_500, 67_500, 67_500 }.Index())
        {
            await platform.SettledAsync(tries + 2);
            (await platform.WaitsAsync())[tries..].ShouldBe([wait]);
            await platform.RunAsync(wait - 1);
            (await platform.SentAsync("/token")).ShouldBe(tries + 1);
            await platform.RunAsync(1);
            (await platform.SentAsync("/token")).ShouldBe(tries + 2);
        }

        await platform.SettledAsync(13);
        await platform.RunAsync(3_600_000);
        (await platform.SentAsync("/token")).ShouldBe(12);
        platform.Banners.Reports.ShouldBe(Enumerable.Repeat("/v1/impressions/token", 12));
    }

    [Fact]
    public async Task Without_a_network_it_is_tried_again_until_there_is_one()
    {
        await using var platform = await OpenAsync();
        platform.Banners.AnswerWith(500);
        await platform.ShowAsync();
        await platform.SettledAsync(2);
        await platform.Page.Context.SetOfflineAsync(true);
        foreach (var (tries, wait) in new[] { 1_125, 2_250, 4_500, 9_000, 18_000, 36_000, 67_500 }.Index())
        {
            await platform.RunAsync(wait);
            await platform.SettledAsync(tries + 3);
        }

        platform.Banners.Reports.Count.ShouldBe(1);
        await platform.Page.Context.SetOfflineAsync(false);
        await platform.RunAsync(67_500);

        (await platform.Banners.ReportsAsync(2)).Count.ShouldBe(2);
        await platform.SettledAsync(10);
        await platform.RunAsync(3_600_000);
        (await platform.SentAsync("/token")).ShouldBe(9);
    }

    [Theory]
    [InlineData(503, "7", 7_875)]
    [InlineData(429, "30", 33_750)]
    [InlineData(429, "600", 675_000)]
    [InlineData(429, "0", 1_125)]
    [InlineData(503, "soon", 1_125)]
    [InlineData(503, "-5", 1_125)]
    [InlineData(503, "999999999", 4_050_000)]
    public async Task It_is_not_repeated_before_it_was_asked_for(int status, string retryAfter, double wait)
    {
        await using var platform = await OpenAsync();
        platform.Banners.AnswerWith(status, retryAfter);
        await platform.ShowAsync();
        await platform.SettledAsync(2);

        (await platform.WaitsAsync()).ShouldBe([wait]);
        await platform.RunAsync(wait - 1);
        (await platform.SentAsync("/token")).ShouldBe(1);
        await platform.RunAsync(1);
        await platform.SettledAsync(3);
        await platform.RunAsync(3_600_000);
        (await platform.SentAsync("/token")).ShouldBe(2);
    }

    [Fact]
    public async Task A_time_of_day_is_understood_too()
    {
        await using var platform = await OpenAsync();
        var now = DateTimeOffset.FromUnixTimeMilliseconds((long)await platform.Page.EvaluateAsync<double>("Date.now()"));
        platform.Banners.AnswerWith(503, now.AddSeconds(80).ToString("R", CultureInfo.InvariantCulture));
        await platform.ShowAsync();
        await platform.SettledAsync(2);

        (await platform.WaitsAsync()).Single().ShouldBeInRange(79_000 * 1.125, 80_000 * 1.125);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task What_is_kept_or_refused_for_good_is_not_repeated(int status)
    {
        await using var platform = await OpenAsync();
        platform.Banners.AnswerWith(status);
        await platform.ShowAsync();
        await platform.SettledAsync(2);

        await platform.RunAsync(3_600_000);

        (await platform.WaitsAsync()).ShouldBeEmpty();
        (await platform.SentAsync("/token")).ShouldBe(1);
        platform.Banners.Reports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_beacon_of_a_page_that_is_left_acknowledges_nothing_to_a_page_that_lives_on()
    {
        await using var platform = await OpenAsync();
        platform.Banners.AnswerWith(503, "20");
        await platform.ShowAsync();
        await platform.SettledAsync(2);

        await platform.HideAsync(true);
        (await platform.Banners.ReportsAsync(2)).Count.ShouldBe(2);
        await platform.HideAsync(false);
        await platform.RunAsync(22_500);
        (await platform.SentAsync("/token")).ShouldBe(2);
        await platform.SettledAsync(3);

        // Acknowledged now: whoever leaves has nothing to send any more.
        await platform.HideAsync(true);
        await platform.RunAsync(3_600_000);
        (await platform.Page.EvaluateAsync<int>("beacons")).ShouldBe(1);
        platform.Banners.Reports.ShouldBe(Enumerable.Repeat("/v1/impressions/token", 3));
    }

    [Fact]
    public async Task What_waits_when_the_page_is_left_for_good_still_goes_out()
    {
        await using var platform = await OpenAsync();
        platform.Banners.AnswerWith(503, "600");
        await platform.ShowAsync();
        await platform.SettledAsync(2);

        await platform.Page.GotoAsync("about:blank");

        (await platform.Banners.ReportsAsync(2)).ShouldBe(Enumerable.Repeat("/v1/impressions/token", 2));
    }

    [Fact]
    public async Task A_tap_and_what_was_seen_are_repeated_as_well_each_with_its_own_token()
    {
        await using var platform = await Platform.OpenAsync(chromium, clock: true);
        await platform.ShowAsync();
        await platform.SettledAsync(2);
        platform.Banners.AnswerWith(503);
        platform.Banners.AnswerWith(502, readable: false);
        await platform.ScrollToAsync(1);
        await platform.RunAsync(1_000);
        await platform.SettledAsync(3);
        await platform.Page.Locator("a[href='tel:119']").EvaluateAsync("link => { link.addEventListener('click', event => event.preventDefault()); link.click(); link.click(); }");
        await platform.SettledAsync(4);

        await platform.RunAsync(1_125);
        await platform.SettledAsync(6);
        await platform.RunAsync(3_600_000);

        platform.Banners.Reports.ShouldBe(
            ["/v1/impressions/token", "/v1/impressions/token:viewable", "/v1/impressions/token:viewable", "/v1/taps/token", "/v1/taps/token"], ignoreOrder: true);
        platform.Banners.Referrers.ShouldBeEmpty();
    }

    // The banner stands below what is seen, so only its impression is reported.
    private Task<Platform> OpenAsync() => Platform.OpenAsync(chromium, above: 60, clock: true);
}
