using System.Collections.Concurrent;
using Contracts.Banners;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Banners.Tests.Demo;

public sealed class DemoPageTests(DemoApp app) : IClassFixture<DemoApp>, IAsyncLifetime
{
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("CAMPAIGN_TEST_SCREENSHOTS");
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    [Fact]
    public async Task A_search_for_help_shows_the_banner_and_reports_what_was_seen_and_tapped()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        var page = await OpenAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("#119");
        var answer = await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Searchbox).PressAsync("Enter"), response => response.Url.EndsWith("/v1/decisions", StringComparison.Ordinal));
        var decision = (await answer.JsonAsync())!.Value.GetProperty("decisionId").GetGuid();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Le 119 t’écoute, jour et nuit" }).WaitForAsync();
        (await page.GetByRole(AriaRole.Status).TextContentAsync())!.ShouldContain("Le 119 t’écoute");
        await page.GetByRole(AriaRole.Link, new() { Name = "119 Enfance en danger" }).EvaluateAsync("link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }");
        var events = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision), 3);
        events.Select(x => x.Type).ShouldBe(["impression", "tap", "viewable"], ignoreOrder: true);
        events.Single(x => x.Type == "viewable").Validity.ShouldBe("valid");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Comprendre et agir" }).GetAttributeAsync("href"))!.ShouldContain("/c/k1.");

        _requests.ShouldAllBe(url => url.StartsWith(app.Address.ToString()) && !url.Contains("%23119") && !url.Contains("#119"));
        _errors.ShouldBeEmpty();
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
        page.Url.ShouldNotContain("#");
    }

    [Fact]
    public async Task Another_search_takes_the_banner_away_again()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "#AlloEnfanceEnDanger" }).ClickAsync();
        await page.Locator("helpline-banner .card").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "crêpes faciles" }).ClickAsync();

        await page.Locator("helpline-banner .card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Heading, new() { Name = "Résultats pour « crêpes faciles »" }).WaitForAsync();
        _errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light, 390)]
    [InlineData("fr-FR", ColorScheme.Dark, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 390)]
    [InlineData("fr-FR", ColorScheme.Light, 320)]
    public async Task Everybody_can_use_the_page(string locale, ColorScheme scheme, int width)
    {
        var page = await OpenAsync(locale, scheme, width);
        await page.GetByRole(AriaRole.Button, new() { Name = "#119" }).ClickAsync();
        await page.Locator("helpline-banner .card").WaitForAsync();
        await page.Locator("main[aria-busy]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        if (Screenshots is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"demo-{locale}-{scheme}-{width}.png"), FullPage = true });

        var result = await page.RunAxe();

        result.Violations.ShouldBeEmpty(string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {string.Join(' ', violation.Nodes.Select(node => node.Html))}")));
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(locale[..2]);
    }

    private async Task<IPage> OpenAsync(string locale = "fr-FR", ColorScheme scheme = ColorScheme.Light, int width = 390)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = app.Address.ToString(),
            Locale = locale,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 844 },
            DeviceScaleFactor = 2,
        });
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        page.Request += (_, request) => _requests.Enqueue(request.Url);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue(message.Text);
        };
        await page.GotoAsync("/demo");
        return page;
    }
}
