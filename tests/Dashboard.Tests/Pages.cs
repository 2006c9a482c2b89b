using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.Tests;

internal static partial class Pages
{
    public static async Task SignInAsync(this IPage page, string name, string start = "/")
    {
        await page.GotoAsync(start);
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", DashboardApp.Password);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page).Not.ToHaveURLAsync(SignIn());
    }

    /// <summary>The page answers clicks: its circuit is there.</summary>
    public static Task InteractiveAsync(this IPage page) => page.Locator("main[data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    /// <summary>The browser has heard that something is unsaved: that comes to it after the words are shown, and after it was told to ask before it leaves.</summary>
    public static Task HearsOfUnsavedAsync(this IPage page) => page.WaitForFunctionAsync(
        "() => { const leaving = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaving); return leaving.defaultPrevented; }");

    [GeneratedRegex("sign-in", RegexOptions.None, 1000)]
    private static partial Regex SignIn();
}
