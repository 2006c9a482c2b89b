using Microsoft.Playwright;

namespace Dashboard.Tests;

internal static class Pages
{
    public static async Task SignInAsync(this IPage page, string name, string start = "/")
    {
        await page.GotoAsync(start);
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", DashboardApp.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    /// <summary>The page answers clicks: its circuit is there.</summary>
    public static Task InteractiveAsync(this IPage page) => page.Locator("main[data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
}
