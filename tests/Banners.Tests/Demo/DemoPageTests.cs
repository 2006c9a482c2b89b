using System.Collections.Concurrent;
using Browsing;
using Contracts.Banners;
using Microsoft.Playwright;

namespace Banners.Tests.Demo;

public sealed class DemoPageTests(DemoApp app, Chromium chromium) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task A_search_for_help_shows_the_banner_and_reports_what_was_seen_and_tapped()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        await using var visit = await OpenAsync();
        var page = visit.Page;

        await page.GetByRole(AriaRole.Searchbox).FillAsync("#119");
        var answer = await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Searchbox).PressAsync("Enter"), response => response.Url.EndsWith("/v1/decisions", StringComparison.Ordinal));
        var decision = (await answer.JsonAsync())!.Value.GetProperty("decisionId").GetGuid();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Le 119 t’écoute, jour et nuit" }).WaitForAsync();
        await Assertions.Expect(page.Locator("helpline-banner").GetByRole(AriaRole.Status)).ToContainTextAsync("Le 119 t’écoute");
        await page.GetByRole(AriaRole.Link, new() { Name = "119 Enfance en danger" }).EvaluateAsync("link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }");
        var events = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision), 3);
        events.Select(x => x.Type).ShouldBe(["impression", "tap", "viewable"], ignoreOrder: true);
        events.Single(x => x.Type == "viewable").Validity.ShouldBe("valid");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Comprendre et agir" }).GetAttributeAsync("href"))!.ShouldContain("/c/k1.");

        visit.Requests.ShouldAllBe(url => url.Authority == app.Address.Authority && !url.AbsoluteUri.Contains("%23119") && !url.AbsoluteUri.Contains("#119"));
        visit.Complaints.ShouldBeEmpty();
        (await visit.CookiesAsync()).ShouldBeEmpty();
        page.Url.ShouldNotContain("#");
    }

    [Fact]
    public async Task On_the_device_no_search_leaves_the_page_and_what_was_shown_counts()
    {
        const string canary = "zqxcanari";
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        await using var visit = await OpenAsync();
        var page = visit.Page;
        var sent = new ConcurrentQueue<string>();
        page.Request += (_, request) => sent.Enqueue($"{request.Method} {request.Url} {string.Join(' ', request.Headers)} {request.PostData}");
        await page.GetByRole(AriaRole.Switch, new() { Name = "Reconnaître la recherche sur l’appareil" }).CheckAsync();

        var impression = await page.RunAndWaitForRequestAsync(
            async () =>
            {
                await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync($"#119 {canary}");
                await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
            },
            request => request.Url.Contains("/v1/impressions/", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Heading, new() { Name = "Le 119 t’écoute, jour et nuit" }).WaitForAsync();
        var decision = Guid.Parse(impression.Url.Split('~')[^1]);
        decision.Version.ShouldBe(7);
        var events = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == decision), 2);
        events.Select(x => (x.Type, x.Validity)).ShouldBe([("impression", "bundle"), ("viewable", "bundle")], ignoreOrder: true);
        sent.ShouldContain(request => request.Contains("/v1/bundles/tiktok", StringComparison.Ordinal));
        sent.ShouldAllBe(request => !request.Contains(canary) && !request.Contains("/v1/decisions") && !request.Contains("%23119"));
        visit.Requests.ShouldAllBe(url => url.Authority == app.Address.Authority);
        visit.Complaints.ShouldBeEmpty();
        await visit.ShouldBeAccessibleAsync();
        await page.KeepAsync("demo-on-device", fullPage: true);
    }

    [Fact]
    public async Task Another_search_takes_the_banner_away_again()
    {
        await using var visit = await OpenAsync();
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "#AlloEnfanceEnDanger" }).ClickAsync();
        await page.Locator("helpline-banner .card").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "crêpes faciles" }).ClickAsync();

        await page.Locator("helpline-banner .card").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Heading, new() { Name = "Résultats pour « crêpes faciles »" }).WaitForAsync();
        visit.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light, 390)]
    [InlineData("fr-FR", ColorScheme.Dark, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 390)]
    [InlineData("fr-FR", ColorScheme.Light, 320)]
    public async Task Everybody_can_use_the_page(string locale, ColorScheme scheme, int width)
    {
        await using var visit = await OpenAsync(new Window(width, 844, locale, scheme));
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "#119" }).ClickAsync();
        await page.Locator("helpline-banner .card").WaitForAsync();
        await page.Locator("main[aria-busy]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.KeepAsync($"demo-{locale}-{scheme}-{width}", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(locale[..2]);
    }

    private async Task<Visit> OpenAsync(Window? window = null)
    {
        var visit = await chromium.OpenAsync(app.Address, window ?? new Window(390, 844));
        await visit.Page.GotoAsync("/demo");
        return visit;
    }
}
