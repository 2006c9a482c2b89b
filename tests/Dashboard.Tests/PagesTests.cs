using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class PagesTests(DashboardApp app, Chromium chromium)
{
    public static TheoryData<string> Addresses =>
    [
        "/", "/calls", "/videos", "/campaigns", "/campaigns/new", Authoring.DraftAnswers.Page,
        $"{Authoring.DraftAnswers.Page}/keywords", $"{Authoring.DraftAnswers.Page}/matching", $"{Authoring.DraftAnswers.Page}/banners", $"{Authoring.DraftAnswers.Page}/schedule",
        $"{Authoring.DraftAnswers.Page}/versions", "/helplines", "/helplines/FR/3018", "/helplines/new", "/proposals", "/partners", "/system",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_renders_without_accessibility_violations(string address)
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", address);
        await page.InteractiveAsync();
        if (address is "/" or "/calls")
            await page.Locator("[data-drawn=true]").First.WaitForAsync();
        await Assertions.Expect(page.GetByText("Chargement…")).ToHaveCountAsync(0);
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        var name = address is "/" ? "overview" : address[1..].Replace('/', '-');
        await page.KeepAsync($"{name}-light", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.KeepAsync($"{name}-dark", fullPage: true);
        await visit.ShouldHaveContrastAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sign_in_page_is_accessible()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.GotoAsync("/");
        page.Url.ShouldContain("/sign-in");
        await page.KeepAsync("sign-in", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Overview_updates_by_itself()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur");
        await page.InteractiveAsync();
        app.Demo.Impressions = 987_654;
        await Assertions.Expect(page.Locator("[data-figure=impressions] dd")).ToHaveTextAsync("987\u202f654");
        app.Demo.Impressions = 12_480;
    }

    [Fact]
    public async Task Calls_page_shows_the_published_rises_and_says_that_the_series_is_illustrative()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/calls");
        await Assertions.Expect(page.Locator("[data-figure=uplift]").Nth(0)).ToContainTextAsync("+56,15");
        await Assertions.Expect(page.Locator("[data-figure=uplift]").Nth(1)).ToContainTextAsync("+89,35");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Série illustrative");
    }

    [Fact]
    public async Task Calls_page_says_in_words_whether_calls_rose_and_shows_what_was_to_be_expected()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/calls");
        var section = page.Locator("[data-section=expected]");
        await Assertions.Expect(section.Locator("[data-figure=verdict]")).ToContainTextAsync("+40,8");
        await Assertions.Expect(section).ToContainTextAsync("À lire avec prudence");
        await Assertions.Expect(section.Locator("[data-drawn=true]")).ToHaveCountAsync(1);
        await section.Locator("summary").ClickAsync();
        (await section.Locator("tbody tr").CountAsync()).ShouldBe(54);
        await Assertions.Expect(section.Locator("tbody tr").First).ToContainTextAsync("1\u202f180");
    }

    [Fact]
    public async Task English_is_one_click_away_and_stays()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/system");
        await page.ClickAsync("text=English");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("System");
        await page.GotoAsync("/");
        await page.InteractiveAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en");
        await page.KeepAsync("overview-english", fullPage: true);
    }

    [Fact]
    public async Task Phone_width_needs_no_sideways_scrolling()
    {
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 390));
        var page = visit.Page;
        await page.SignInAsync("auteur");
        await page.InteractiveAsync();
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("overview-phone", fullPage: true);
    }
}
