using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Banners.Serving;
using Banners.Tests.Demo;
using Banners.Tests.Images;
using Browsing;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Testing;

namespace Banners.Tests.Embedding;

/// <summary>The running service and a page of another origin, which lets in Banners and nothing else.</summary>
public sealed class ForeignPageTests(DemoApp app, Chromium chromium) : IClassFixture<DemoApp>
{
    private const string Canary = "zqxcanari";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_banner_appears_and_counts_under_the_strictest_policy_with_no_script_of_the_pages_own(bool onDevice)
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        await using var host = await HostAsync($"""<helpline-banner for="search" partner="tiktok" locale="fr" {(onDevice ? "on-device" : "")}></helpline-banner>""");
        await using var visit = await OpenAsync(host);
        var page = visit.Page;
        var sent = new ConcurrentQueue<string>();
        page.Request += (_, request) => sent.Enqueue($"{request.Url} {request.PostData}");

        var impression = await page.RunAndWaitForRequestAsync(
            async () =>
            {
                await page.GetByRole(AriaRole.Searchbox).FillAsync($"#119 {Canary}");
                await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
            },
            request => request.Url.Contains("/v1/impressions/", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Heading, new() { Name = "Le 119 t’écoute, jour et nuit" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "119 Enfance en danger" }).EvaluateAsync("link => { link.addEventListener('click', event => event.preventDefault()); link.click(); }");
        var heard = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).GroupBy(x => x.DecisionId).Where(x => x.Count() == 3), 1);
        heard[0].Select(x => x.Type).ShouldBe(["impression", "tap", "viewable"], ignoreOrder: true);
        heard[0].First(x => x.Type == "viewable").Validity.ShouldBe(onDevice ? "bundle" : "valid");
        (await impression.AllHeadersAsync()).ShouldNotContainKey("referer");
        sent.Any(request => request.Contains(Canary, StringComparison.Ordinal)).ShouldBe(!onDevice);
        sent.ShouldContain(request => request.Contains("/matcher.js", StringComparison.Ordinal), onDevice ? 1 : 0);
        await page.KeepAsync($"embed-foreign-{(onDevice ? "device" : "server")}");
        await visit.ShouldBeAccessibleAsync();
        await ShouldBeCleanAsync(visit, host);
    }

    [Fact]
    public async Task The_five_lines_of_the_README_work_under_its_policy()
    {
        using var file = typeof(ForeignPageTests).Assembly.GetManifestResourceStream("Banners.Demo.README.md")!;
        using var reader = new StreamReader(file);
        var blocks = (await reader.ReadToEndAsync()).Split("```");
        var html = blocks.Single(block => block.StartsWith("html\n", StringComparison.Ordinal))[5..];
        html.TrimEnd().Split('\n').Length.ShouldBe(5);
        var policy = blocks.Single(block => block.Contains("Content-Security-Policy: ", StringComparison.Ordinal)).Split(": ", 2)[1].Trim();
        await using var host = await HostPage.StartAsync(app.Address, banners => Here(policy, banners), banners => Here(html, banners));
        await RegisterAsync(host);
        await using var visit = await OpenAsync(host);

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("#AlloEnfanceEnDanger");
        await visit.Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "119 Enfance en danger" }).WaitForAsync();
        await ShouldBeCleanAsync(visit, host);

        static string Here(string text, Uri banners) => text.Replace("https://banners.example", banners.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("closed")]
    public async Task A_platform_mounts_it_into_a_shadow_root_of_its_own(string mode)
    {
        await using var host = await HostAsync("");
        await using var visit = await OpenAsync(host);

        var seen = await visit.Page.EvaluateAsync<string>(
            """
            async ([script, mode]) => {
              const { mount } = await import(script);
              const root = document.getElementById('place').attachShadow({ mode });
              const style = new CSSStyleSheet();
              style.replaceSync('a, h2, section, button { display: none !important; color: red !important; }');
              root.adoptedStyleSheets = [style];
              const banner = mount(root, { partner: 'tiktok', locale: 'en', country: 'FR', theme: 'dark', onDevice: false, shownToday: 1 });
              const decision = await banner.search('#119');
              const [title, call] = ['h2', 'a'].map((name) => banner.shadowRoot.querySelector(name));
              return JSON.stringify({
                attributes: banner.getAttributeNames().sort(), mounted: root.contains(banner), title: title.textContent, decided: decision.banner.title,
                display: getComputedStyle(call).display, height: call.offsetHeight, inDocument: document.querySelector('helpline-banner') !== null,
              });
            }
            """,
            new object[] { new Uri(app.Address, "/embed.js").ToString(), mode });

        var told = JsonNode.Parse(seen)!;
        told["attributes"]!.AsArray().Select(name => (string)name!).ShouldBe(["country", "locale", "partner", "shown-today", "theme"]);
        ((string)told["title"]!, (string)told["decided"]!, (string)told["display"]!).ShouldBe(("119 is there to listen, day and night", "119 is there to listen, day and night", "flex"));
        ((bool)told["mounted"]!, (bool)told["inDocument"]!, (int)told["height"]! >= 44).ShouldBe((true, false, true));
        await visit.Page.KeepAsync($"embed-shadow-{mode}");
        await ShouldBeCleanAsync(visit, host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("on-device")]
    public async Task Its_picture_and_colours_are_shown_there_too(string how)
    {
        var word = $"avec image {how}".Trim();
        var id = await app.DraftAsync(word);
        using var added = await app.Admin().PostAsync("/v1/images", new ByteArrayContent(Pictures.Pixel));
        var image = (string)(await added.Content.ReadFromJsonAsync<JsonObject>())!["hash"]!;
        using var set = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new
        {
            banners = new[]
            {
                new
                {
                    locale = "fr", dir = "ltr", title = "Un titre", text = "Un texte", action = "Agir", helplines = new[] { new { number = "119", label = "Le 119" } },
                    image, imageAlt = "Un enfant au téléphone", theme = new { mode = "light", accent = "#7a0f3a", accentText = "#ffffff" },
                },
            },
        });
        set.EnsureSuccessStatusCode();
        await app.PublishAsync(id);
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CurrentSet>().Set!.IsLive(id));
        await using var host = await HostAsync($"""<helpline-banner partner="tiktok" locale="fr" {how}></helpline-banner>""");
        await using var visit = await OpenAsync(host);

        (await SearchAsync(visit, word)).ShouldBeTrue();

        var picture = visit.Page.GetByRole(AriaRole.Img, new() { Name = "Un enfant au téléphone" });
        await picture.EvaluateAsync("picture => picture.decode()");
        (await picture.EvaluateAsync<int>("picture => picture.naturalWidth")).ShouldBe(1);
        (await visit.Page.Locator(".more").EvaluateAsync<string>("more => getComputedStyle(more).backgroundColor + getComputedStyle(more).color")).ShouldBe("rgb(122, 15, 58)rgb(255, 255, 255)");
        await visit.Page.KeepAsync($"embed-picture{how}");
        await visit.ShouldBeAccessibleAsync();
        await ShouldBeCleanAsync(visit, host);
    }

    [Fact]
    public async Task A_page_that_is_no_partners_shows_nothing_and_goes_on()
    {
        await using var host = await HostPage.StartAsync(app.Address, """<helpline-banner partner="tiktok" locale="fr"></helpline-banner>""");
        await using var visit = await OpenAsync(host);

        (await SearchAsync(visit, "#119")).ShouldBeFalse();

        await Assertions.Expect(visit.Page.Locator(".card")).ToHaveCountAsync(0);
        visit.Complaints.ShouldContain(complaint => complaint.Contains("CORS policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_nothing_can_be_kept_the_page_can_read_when_to_come_again()
    {
        await using var host = await HostAsync(Platform.Helpline.Replace("lumi", "tiktok", StringComparison.Ordinal));
        await using var lonely = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, Path.Combine(app.Folder, "state"));
        lonely.UseKestrel(0);
        lonely.StartServer();
        host.Banners = lonely.ClientOptions.BaseAddress;
        await using var visit = await OpenAsync(host);

        (await Eventually.GetAsync(() => SearchAsync(visit, "#119"), found => found)).ShouldBeTrue();
        var impression = (await app.DecideAsync("#119")).ImpressionUrl.PathAndQuery;
        var read = await visit.Page.EvaluateAsync<string>(
            "async (url) => { const answer = await fetch(url, { method: 'POST' }); return `${answer.status} ${answer.headers.get('Retry-After')}`; }", new Uri(host.Banners, impression).ToString());

        read.ShouldBe("503 2");
    }

    private static Task<bool> SearchAsync(Visit visit, string query) =>
        visit.Page.EvaluateAsync<bool>("async (query) => (await document.querySelector('helpline-banner').search(query)) !== null", query);

    /// <summary>A page whose origin a partner has registered.</summary>
    private async Task<HostPage> HostAsync(string banner)
    {
        var host = await HostPage.StartAsync(app.Address, banner);
        await RegisterAsync(host);
        return host;
    }

    private Task RegisterAsync(HostPage host) => app.KnowPartnerAsync($"host-{host.Address.Port}", $"test-key-{host.Address.Port}", host.Origin);

    private async Task<Visit> OpenAsync(HostPage host)
    {
        var visit = await chromium.OpenAsync(host.Address, new Window(820, 760));
        await visit.Page.AddInitScriptAsync("globalThis.breaches = []; addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => breaches.push(`${violatedDirective} ${blockedURI}`));");
        await visit.Page.GotoAsync("/");
        return visit;
    }

    private async Task ShouldBeCleanAsync(Visit visit, HostPage host)
    {
        (await visit.Page.EvaluateAsync<string[]>("breaches")).ShouldBeEmpty();
        visit.Complaints.ShouldBeEmpty();
        (await visit.CookiesAsync()).ShouldBeEmpty();
        (await visit.StoredAsync()).ShouldBe("[[],[]]");
        visit.Requests.ShouldAllBe(url => url.Authority == app.Address.Authority || url.Authority == host.Address.Authority);
        visit.Requests.ShouldContain(url => url.Authority == app.Address.Authority);
    }
}
