using Microsoft.Playwright;
using Xunit;

namespace Browsing;

/// <summary>
/// Debian's Chromium for a test assembly: <c>[assembly: AssemblyFixture(typeof(Chromium))]</c>. Started once, when the first test asks; each
/// window has no history and no cookies. The build without a window of its own takes half the processor time of the other; the environment
/// variable CHROMIUM names another binary.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Binaries = [Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
    private const float Patience = 60_000; // ms; two cores may have other tests to run
    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new Lazy<Task<IBrowser>>(LaunchAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window of its own.</summary>
    /// <param name="address">What addresses without a host are relative to.</param>
    /// <param name="window">French, light and 1280 × 800 with JavaScript when not given.</param>
    public async Task<Visit> OpenAsync(Uri? address = null, Window? window = null)
    {
        window ??= new Window();
        var context = await (await _browser.Value).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address?.ToString(),
            Locale = window.Locale,
            ColorScheme = window.Scheme,
            JavaScriptEnabled = window.JavaScript,
            ReducedMotion = window.Motion ? ReducedMotion.NoPreference : ReducedMotion.Reduce,
            DeviceScaleFactor = window.Zoom,
            ViewportSize = new ViewportSize { Width = window.Width, Height = window.Height },
        });
        context.SetDefaultTimeout(Patience);
        return await Visit.BeginAsync(context);
    }

    private async Task<IBrowser> LaunchAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Binaries.First(File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
