using Microsoft.Playwright;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class PagesTests(DashboardApp app, Browser browser)
{
    public static TheoryData<string> Addresses => ["/", "/calls", "/videos", "/campaigns", "/partners", "/system"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_renders_without_accessibility_violations(string address)
    {
        var page = await browser.OpenAsync(app.Address);
        var problems = new List<string>();
        page.Console += (_, message) => problems.AddRange(message.Type is "error" ? [message.Text] : []);
        page.PageError += (_, error) => problems.Add(error);
        await page.SignInAsync("approbatrice", address);
        await page.InteractiveAsync();
        if (address is "/" or "/calls")
            await page.Locator("[data-drawn=true]").WaitForAsync();
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.ShotAsync($"{(address is "/" ? "overview" : address[1..])}-{scheme.ToString().ToLowerInvariant()}");
            await page.ShouldBeAccessibleAsync();
        }

        problems.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sign_in_page_is_accessible()
    {
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/");
        page.Url.ShouldContain("/sign-in");
        await page.ShotAsync("sign-in");
        await page.ShouldBeAccessibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Overview_updates_by_itself()
    {
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("auteur");
        await page.InteractiveAsync();
        app.Demo.Impressions = 987_654;
        await Assertions.Expect(page.Locator("[data-figure=impressions] dd")).ToHaveTextAsync("987\u202f654", new() { Timeout = 10_000 });
        app.Demo.Impressions = 12_480;
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Calls_page_shows_the_published_rises_and_says_that_the_series_is_illustrative()
    {
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("auteur", "/calls");
        await Assertions.Expect(page.Locator("[data-figure=uplift]").Nth(0)).ToContainTextAsync("+56,15");
        await Assertions.Expect(page.Locator("[data-figure=uplift]").Nth(1)).ToContainTextAsync("+89,35");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Série illustrative");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task English_is_one_click_away_and_stays()
    {
        var page = await browser.OpenAsync(app.Address);
        await page.SignInAsync("auteur", "/system");
        await page.ClickAsync("text=English");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("System");
        await page.GotoAsync("/");
        await page.InteractiveAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        await page.ShotAsync("overview-english");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Phone_width_needs_no_sideways_scrolling()
    {
        var page = await browser.OpenAsync(app.Address, width: 390);
        await page.SignInAsync("auteur");
        await page.InteractiveAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await page.ShotAsync("overview-phone");
        await page.Context.CloseAsync();
    }
}
