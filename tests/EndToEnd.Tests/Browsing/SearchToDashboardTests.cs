using System.Globalization;
using Browsing;
using EndToEnd.Tests.Running;
using Microsoft.Playwright;
using Testing;

namespace EndToEnd.Tests.Browsing;

[Collection(People.Name)]
public sealed class SearchToDashboardTests(RunningSystem system, Chromium chromium)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_searches_sees_the_banner_clicks_and_the_dashboard_counts_it_by_itself()
    {
        await system.AllHealthyAsync();
        await using var author = await chromium.OpenAsync();
        await SignInAsync(author.Page, "author");
        await Eventually.IsTrueAsync(async () => await ImpressionsAndClicksAsync(author.Page) is not null, Cancelled);
        var before = (await ImpressionsAndClicksAsync(author.Page))!.Value;

        await using var visitor = await chromium.OpenAsync();
        await visitor.Page.GotoAsync(new Uri(system.Ready.Urls.Banners, "/demo").ToString());
        await visitor.Page.GetByRole(AriaRole.Searchbox).FillAsync("#119");
        // Half of the banner in sight for a second: the page reports it as seen.
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.Keyboard.PressAsync("Enter"), answer => answer.Url.EndsWith(":viewable", StringComparison.Ordinal));
        var banner = visitor.Page.Locator("a[href*='/c/']");
        await Assertions.Expect(banner).ToBeVisibleAsync();
        await visitor.Page.KeepAsync("demo-banner");
        await FollowAsync(visitor.Page, banner);

        await Eventually.GetAsync(
            () => ImpressionsAndClicksAsync(author.Page), now => now is { } seen && seen.Impressions > before.Impressions && seen.Clicks > before.Clicks, Cancelled);
        await author.Page.KeepAsync("dashboard", fullPage: true);
        author.Complaints.ShouldBeEmpty();
        visitor.Complaints.ShouldBeEmpty();
    }

    private async Task FollowAsync(IPage page, ILocator banner)
    {
        if (await banner.GetAttributeAsync("target") is "_blank")
            page = await page.Context.RunAndWaitForPageAsync(() => banner.ClickAsync());
        else
            await banner.ClickAsync();
        // No parameter says where somebody came from.
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Ready.Urls.Content, "/fr/119").ToString());
        await Assertions.Expect(page.Locator("a[href='tel:119']").First).ToBeVisibleAsync();
        await page.KeepAsync("safety-centre");
    }

    private async Task SignInAsync(IPage page, string role)
    {
        var signIn = system.Ready.SignIn.Single(user => string.Equals(user.Role, role, StringComparison.Ordinal));
        await page.GotoAsync(system.Ready.Urls.Dashboard!.ToString());
        await page.Locator("#name").FillAsync(signIn.User);
        await page.Locator("#password").FillAsync(signIn.Password);
        await page.Locator("main button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-figure=impressions]")).ToBeVisibleAsync();
    }

    /// <summary>The demo page has no partner's key, so what it brings stands in the row of public events.</summary>
    private static async Task<(long Impressions, long Clicks)?> ImpressionsAndClicksAsync(IPage page)
    {
        var cells = await page.Locator("section[aria-labelledby=apart-title] tbody tr").First.Locator("td").AllInnerTextsAsync();
        return cells.Count == 4 && Number(cells[0]) is { } impressions && Number(cells[2]) is { } clicks ? (impressions, clicks) : null;
    }

    private static long? Number(string cell) =>
        long.TryParse(string.Concat(cell.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : null;
}
