using Browsing;
using Microsoft.Playwright;

namespace Banners.Tests.Embedding;

/// <summary>A platform's page in a real browser. Both servers are real; Banners is a <see cref="Receiver"/>.</summary>
internal sealed class Platform : IAsyncDisposable
{
    public const string Helpline = """<helpline-banner partner="lumi" locale="fr"></helpline-banner>""";

    private static readonly DateTime Start = new(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc);

    // What the embed sends and which waits it begins, noted before anything else can happen.
    private const string Noting =
        """
        Math.random = () => 0.5;
        globalThis.sent = [];
        globalThis.beacons = 0;
        globalThis.waits = [];
        globalThis.settled = 0;
        const { fetch: send, setTimeout: later } = globalThis;
        globalThis.fetch = (url, ...more) => {
          sent.push(new URL(url).pathname);
          const answer = send.call(globalThis, url, ...more);
          const note = () => { settled++; };
          answer.then(note, note);
          return answer;
        };
        const beacon = navigator.sendBeacon;
        navigator.sendBeacon = (...all) => {
          beacons++;
          return beacon.apply(navigator, all);
        };
        globalThis.setTimeout = (what, wait, ...more) => {
          if (wait > 1000) waits.push(wait);
          return later.call(globalThis, what, wait, ...more);
        };
        """;

    private readonly HostPage _host;

    private Platform(Receiver banners, HostPage host, Visit visit) => (Banners, _host, Visit) = (banners, host, visit);

    public Receiver Banners { get; }

    public Visit Visit { get; }

    public IPage Page => Visit.Page;

    public static object Banner(string locale = "fr", string dir = "ltr", string text = "On te fait du mal ? Parles-en au 119 : c’est gratuit et confidentiel.", object? theme = null) => new
    {
        id = Guid.Empty,
        locale,
        dir,
        title = "Le 119 t’écoute, jour et nuit",
        text,
        action = "Comprendre et agir",
        helplines = new object[] { new { number = "119", label = "Enfance en danger", href = "tel:119", open = true }, new { number = "17", label = "Danger immédiat : police", href = "tel:17", open = true } },
        theme,
    };

    /// <param name="chromium">The browser.</param>
    /// <param name="banner">What every search brings; see <see cref="Banner"/>.</param>
    /// <param name="window">How it is set.</param>
    /// <param name="element">The element as the platform writes it.</param>
    /// <param name="above">So many paragraphs stand above it.</param>
    /// <param name="clock">Whether the page's clock stands until the test moves it; axe and pictures need one that goes.</param>
    public static async Task<Platform> OpenAsync(Chromium chromium, object? banner = null, Window? window = null, string element = Helpline, int above = 0, bool clock = false)
    {
        var banners = await Receiver.StartAsync(banner ?? Banner());
        var host = await HostPage.StartAsync(banners.Address, element, above);
        var visit = await chromium.OpenAsync(host.Address, window);
        if (clock)
            await visit.Page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = Start });
        await visit.Page.AddInitScriptAsync(Noting);
        await visit.Page.GotoAsync("/");
        if (clock)
            await visit.Page.Clock.PauseAtAsync(Start.AddHours(1));
        visit.Complaints.ShouldBeEmpty();
        return new Platform(banners, host, visit);
    }

    public async Task ShowAsync() =>
        (await Page.EvaluateAsync<bool>("async () => (await document.querySelector('helpline-banner').search('#119')) !== null")).ShouldBeTrue(string.Join('\n', Visit.Complaints));

    /// <summary>How often such a report was sent up to now, as the page itself knows.</summary>
    public Task<int> SentAsync(string path) => Page.EvaluateAsync<int>("(path) => sent.filter((known) => known.endsWith(path)).length", path);

    /// <summary>The page has got so many answers, or knows that there are none, and has drawn its conclusions.</summary>
    public Task SettledAsync(int count) => Page.WaitForFunctionAsync("(count) => settled >= count", count);

    /// <summary>Milliseconds of the waits that began up to now, longer than a second.</summary>
    public Task<double[]> WaitsAsync() => Page.EvaluateAsync<double[]>("waits");

    public Task RunAsync(double milliseconds) => Page.Clock.RunForAsync((long)milliseconds);

    /// <summary>Scrolls until that share of the banner stands in the viewport, from its upper edge on, and waits until observers have been told.</summary>
    public Task ScrollToAsync(double share) => Page.EvaluateAsync(
        """
        async (share) => {
          const card = document.querySelector('helpline-banner').shadowRoot.querySelector('.card');
          const { top, height } = card.getBoundingClientRect();
          scrollTo(0, Math.ceil(scrollY + top - innerHeight + share * height));
          // Observers are told in the order of their age.
          await new Promise((done) => { new IntersectionObserver((entries, own) => { own.disconnect(); done(); }).observe(card); });
        }
        """,
        share);

    /// <summary>As if another tab were chosen, or this one again.</summary>
    public Task HideAsync(bool hidden) => Page.EvaluateAsync(
        """
        (hidden) => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);

    public async ValueTask DisposeAsync()
    {
        await Visit.DisposeAsync();
        await _host.DisposeAsync();
        await Banners.DisposeAsync();
    }
}
