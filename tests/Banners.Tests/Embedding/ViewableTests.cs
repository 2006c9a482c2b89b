using Browsing;

namespace Banners.Tests.Embedding;

/// <summary>Seen is: half of the banner, for one second without a break.</summary>
public sealed class ViewableTests(Chromium chromium)
{
    private const string Viewable = ":viewable";

    [Fact]
    public async Task Half_of_it_for_one_second_counts_once()
    {
        await using var platform = await OpenAsync();
        await platform.ScrollToAsync(0.51);

        await platform.RunAsync(999);
        (await platform.SentAsync(Viewable)).ShouldBe(0);
        await platform.RunAsync(1);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
        await platform.ScrollToAsync(0);
        await platform.ScrollToAsync(1);
        await platform.RunAsync(60_000);

        (await platform.SentAsync(Viewable)).ShouldBe(1);
        (await platform.Banners.ReportsAsync(2)).ShouldBe(["/v1/impressions/token", "/v1/impressions/token:viewable"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.49)]
    public async Task Less_than_half_of_it_never_counts(double share)
    {
        await using var platform = await OpenAsync();
        await platform.ScrollToAsync(share);

        await platform.RunAsync(600_000);

        (await platform.SentAsync(Viewable)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_with_a_break_in_it_does_not_count()
    {
        await using var platform = await OpenAsync();
        for (var times = 0; times < 3; times++)
        {
            await platform.ScrollToAsync(0.6);
            await platform.RunAsync(999);
            await platform.ScrollToAsync(0.3);
            await platform.RunAsync(5_000);
        }

        (await platform.SentAsync(Viewable)).ShouldBe(0);
        await platform.ScrollToAsync(0.6);
        await platform.RunAsync(1_000);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
    }

    [Fact]
    public async Task In_a_tab_that_nobody_looks_at_it_does_not_count()
    {
        await using var platform = await OpenAsync();
        await platform.ScrollToAsync(1);
        await platform.RunAsync(999);
        await platform.HideAsync(true);
        await platform.RunAsync(60_000);
        (await platform.SentAsync(Viewable)).ShouldBe(0);

        await platform.HideAsync(false);
        await platform.RunAsync(999);
        (await platform.SentAsync(Viewable)).ShouldBe(0);
        await platform.RunAsync(1);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
    }

    [Fact]
    public async Task A_banner_that_was_moved_is_observed_anew_and_shown_once()
    {
        await using var platform = await OpenAsync();
        await platform.ScrollToAsync(1);
        await platform.RunAsync(999);
        await MoveAsync("place");
        await platform.ScrollToAsync(1);
        await platform.RunAsync(999);
        (await platform.SentAsync(Viewable)).ShouldBe(0);
        await MoveAsync("elsewhere");
        await platform.RunAsync(60_000); // the place is below the viewport
        (await platform.SentAsync(Viewable)).ShouldBe(0);

        await platform.ScrollToAsync(1);
        await platform.RunAsync(1_000);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
        await MoveAsync("place");
        await platform.ScrollToAsync(1);
        await platform.RunAsync(60_000);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
        (await platform.Banners.ReportsAsync(2)).ShouldBe(["/v1/impressions/token", "/v1/impressions/token:viewable"]);

        Task MoveAsync(string place) => platform.Page.EvaluateAsync("(place) => document.getElementById(place).append(document.querySelector('helpline-banner'))", place);
    }

    [Fact]
    public async Task A_banner_in_no_document_was_neither_shown_nor_seen_until_it_is_in_one()
    {
        await using var platform = await Platform.OpenAsync(chromium, element: "", clock: true);
        await platform.Page.EvaluateAsync(
            """
            async () => {
              globalThis.banner = document.createElement('helpline-banner');
              banner.setAttribute('partner', 'lumi');
              await banner.search('#119');
            }
            """);
        await platform.RunAsync(60_000);
        (await platform.SentAsync("/token")).ShouldBe(0);

        await platform.Page.EvaluateAsync("document.getElementById('place').append(banner)");
        await platform.ScrollToAsync(1);
        await platform.RunAsync(1_000);

        (await platform.Banners.ReportsAsync(2)).ShouldBe(["/v1/impressions/token", "/v1/impressions/token:viewable"]);
    }

    [Fact]
    public async Task Of_one_taller_than_two_viewports_as_much_as_fills_the_viewport_counts()
    {
        const int height = 240;
        var text = string.Join(' ', Enumerable.Repeat("On te fait du mal, ou tu t’inquiètes pour quelqu’un ?", 12));
        await using var platform = await Platform.OpenAsync(chromium, Platform.Banner(text: text), new Window(360, height), above: 20, clock: true);
        await platform.ShowAsync();
        var card = await platform.Page.Locator(".card").EvaluateAsync<double>("card => card.offsetHeight");
        card.ShouldBeGreaterThan(2 * height);

        await platform.ScrollToAsync(0.9 * height / card);
        await platform.RunAsync(60_000);
        (await platform.SentAsync(Viewable)).ShouldBe(0);
        await platform.ScrollToAsync(height / card);
        await platform.RunAsync(1_000);
        (await platform.SentAsync(Viewable)).ShouldBe(1);
    }

    [Theory]
    [InlineData("visibility", "hidden", "visible")]
    [InlineData("opacity", "0", "1")]
    public async Task What_the_page_makes_invisible_is_seen_only_when_it_can_be(string property, string hidden, string shown)
    {
        await using var platform = await OpenAsync();
        await StyleAsync(hidden);
        await platform.ScrollToAsync(1);
        await platform.RunAsync(60_500);
        (await platform.SentAsync(Viewable)).ShouldBe(0);

        await StyleAsync(shown);
        await platform.RunAsync(1_000);
        (await platform.SentAsync(Viewable)).ShouldBe(1);

        Task StyleAsync(string value) => platform.Page.EvaluateAsync("([property, value]) => document.querySelector('helpline-banner').style.setProperty(property, value)", new[] { property, value });
    }

    private async Task<Platform> OpenAsync()
    {
        var platform = await Platform.OpenAsync(chromium, window: new Window(390, 700), above: 40, clock: true);
        await platform.ShowAsync();
        return platform;
    }
}
