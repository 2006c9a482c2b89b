using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Tests;

/// <summary>One headless Chromium for the assembly; each test has a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Browser() => _browser = new Lazy<Task<IBrowser>>(LaunchAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    public async Task<IPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        var context = await (await _browser.Value).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "fr-FR",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 1000 },
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}

internal static class Pages
{
    /// <summary>Where screenshots go; nothing is kept when the variable is not set.</summary>
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("CAMPAIGN_TEST_SCREENSHOTS");

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

    public static async Task ShouldBeAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        result.Violations.ShouldBeEmpty(string.Join("\n", result.Violations.Select(violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}")));
    }

    public static Task ShotAsync(this IPage page, string name) => Screenshots is null
        ? Task.CompletedTask
        : page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
}
