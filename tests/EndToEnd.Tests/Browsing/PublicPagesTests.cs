using Browsing;
using EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

[Collection(People.Name)]
public sealed class PublicPagesTests(RunningSystem system, Chromium chromium)
{
    [Theory]
    [InlineData("banners", "/demo", "demo")]
    [InlineData("content", "/fr/119", "safety-centre-fr")]
    [InlineData("content", "/en/119", "safety-centre-en")]
    public async Task A_public_page_asks_nobody_else_keeps_nothing_and_is_accessible(string service, string path, string name)
    {
        await system.AllHealthyAsync();
        await using var visit = await chromium.OpenAsync();
        await visit.Page.GotoAsync(new Uri(system.Address(service), path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        visit.Requests.Where(request => request.Authority != system.Address(service).Authority && request.Scheme != "data").ShouldBeEmpty();
        (await visit.CookiesAsync()).ShouldBeEmpty();
        (await visit.StoredAsync()).ShouldBe("[[],[]]");
        visit.Complaints.ShouldBeEmpty();
        await visit.Page.KeepAsync(name, fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Theory]
    [InlineData("/fr/119")]
    [InlineData("/en/119")]
    public async Task The_Safety_Centre_works_without_JavaScript_on_a_small_phone(string path)
    {
        await system.AllHealthyAsync();
        await using var visit = await chromium.OpenAsync(window: new Window(320, 568, JavaScript: false));
        await visit.Page.GotoAsync(new Uri(system.Ready.Urls.Content, path).ToString());
        await Assertions.Expect(visit.Page.Locator("a[href='tel:119']").First).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator("a[href='tel:17']").First).ToBeVisibleAsync();
        await visit.Page.KeepAsync($"safety-centre-phone-{path[1..3]}");
    }

    [Fact]
    public async Task Aspires_own_dashboard_shows_the_resources_by_their_names()
    {
        await system.AllHealthyAsync();
        await using var visit = await chromium.OpenAsync();
        await visit.Page.GotoAsync(system.Ready.Urls.AspireDashboard!.ToString());
        foreach (var resource in RunningSystem.Services.Concat(RunningSystem.Servers))
            await Assertions.Expect(visit.Page.GetByText(resource, new PageGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
        await visit.Page.KeepAsync("aspire");
    }
}
