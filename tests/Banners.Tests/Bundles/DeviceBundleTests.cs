using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banners.Serving;
using Banners.Tests.Demo;
using Browsing;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ServiceDefaults.Keys;
using Testing;

namespace Banners.Tests.Bundles;

/// <summary>A bundle in a real browser, from the running service.</summary>
public sealed class DeviceBundleTests(DemoApp app, Chromium chromium) : IClassFixture<DemoApp>
{
    private static readonly string[] Searches =
        ["#119", "allo enfance en danger", "mes paren me frape", "jveu mourire", "comment fuguer de chez moi", "on me fait du chantage avec mes photos", "my dad hits me", "recette de crepes", ""];

    [Fact]
    public async Task A_device_shows_what_the_server_would_have_shown()
    {
        await using var visit = await OpenAsync("sandbox");
        foreach (var search in Searches)
        {
            foreach (var (locale, country) in new[] { ("fr", null), ("fr-CA", "CA"), ("en", "FR"), ("de-AT", "at"), ((string?)null, (string?)null) })
            {
                var device = await DecideAsync(visit, search, locale, country);
                using var answer = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = search, partner = "sandbox", locale, country });
                var server = answer.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

                foreach (var part in new[] { "campaignId", "campaign", "banner" })
                    JsonNode.DeepEquals(device?[part], WithoutNulls(server?[part])).ShouldBeTrue($"{search} {locale} {country}: {device?[part]} on the device, {server?[part]} on the server");
                device?.AsObject().Select(x => x.Key).Order().ShouldBe(server!.AsObject().Where(x => x.Value is not null).Select(x => x.Key).Order());
            }
        }
    }

    [Fact]
    public async Task What_happened_on_a_device_counts_once_and_apart()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.banner-events");
        await using var visit = await OpenAsync("tiktok");
        var decision = (await DecideAsync(visit, "#119", "fr", null)).ShouldNotBeNull();
        var id = decision["decisionId"]!.GetValue<Guid>();

        foreach (var url in new[] { "impressionUrl", "impressionUrl", "tapUrl" })
            (await app.Anonymous().PostAsync(PathOf(decision, url), null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await app.Anonymous().GetAsync(PathOf(decision, "pixelUrl"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        await Eventually.IsTrueAsync(async () => (await browser.GetAsync(PathOf(decision, "clickUrl"))).StatusCode == HttpStatusCode.SeeOther);

        var events = await analytics.GetAsync(heard => heard.All<BannerEventsRecorded>().SelectMany(x => x.Events).Where(x => x.DecisionId == id), 5);
        events.DistinctBy(x => (x.DecisionId, x.Type)).Select(x => x.Type).ShouldBe(["impression", "tap", "click"], ignoreOrder: true);
        var keyword = app.Services.GetRequiredService<CurrentSet>().Set!.Keywords.Find("#119", "tiktok")!.Value.Keyword;
        events.ShouldAllBe(x => !x.Verified && x.Partner == "tiktok" && x.CampaignId == BannersApp.CampaignId && x.KeywordId == keyword.Id && x.BannerId == decision["banner"]!["id"]!.GetValue<Guid>());
        events.Where(x => x.Type == "impression").ShouldAllBe(x => x.Validity == "bundle");
    }

    [Fact]
    public async Task A_bundle_is_verified_and_decides_nothing_after_five_minutes()
    {
        await using var visit = await OpenAsync("tiktok");
        (await visit.Page.EvaluateAsync<bool>("bundle.verified")).ShouldBeTrue();

        (await FoundAfterAsync("4 * 60_000 + 50_000")).ShouldBeTrue();
        (await FoundAfterAsync("5 * 60_000")).ShouldBeFalse();
        (await FoundAfterAsync("-2 * 60_000")).ShouldBeFalse();
        (await FoundAfterAsync("0")).ShouldBeTrue();

        Task<bool> FoundAfterAsync(string milliseconds) => visit.Page.EvaluateAsync<bool>($"() => {{ offset = {milliseconds}; return bundle.decide({{ query: '#119' }}) !== null; }}");
    }

    [Fact]
    public async Task Only_what_changed_is_loaded_again_and_a_pause_takes_effect()
    {
        await using var visit = await OpenAsync("tiktok");
        var id = await app.DraftAsync("un mot nouveau", partners: ["tiktok"]);
        (await DecideAsync(visit, "un mot nouveau", "fr", null)).ShouldBeNull();

        await app.PublishAsync(id);
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CurrentSet>().Set!.IsLive(id));
        await visit.Page.EvaluateAsync("bundle.refresh(Infinity)");
        visit.Requests.Last(url => url.AbsolutePath == "/v1/bundles/tiktok").Query.ShouldStartWith("?from=");
        (await DecideAsync(visit, "un mot nouveau", "fr", null)).ShouldNotBeNull();
        (await visit.Page.EvaluateAsync<string>("bundle.content")).ShouldBe(await app.Anonymous().GetStringAsync("/v1/bundles/tiktok"));

        await app.PauseAsync(id);
        await Eventually.IsTrueAsync(() => !app.Services.GetRequiredService<CurrentSet>().Set!.IsLive(id));
        await visit.Page.EvaluateAsync("bundle.refresh(Infinity)");
        (await DecideAsync(visit, "un mot nouveau", "fr", null)).ShouldBeNull();
        (await DecideAsync(visit, "#119", "fr", null)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("body", "has been changed")]
    [InlineData("signature", "signature of the bundle is wrong")]
    [InlineData("expires", "signature of the bundle is wrong")]
    [InlineData("key", "Nobody knows the key")]
    [InlineData("header", "has been changed")]
    [InlineData("status", "503")]
    public async Task What_is_not_genuine_is_refused(string changed, string said)
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        await visit.Page.RouteAsync("**/v1/bundles/tiktok", async route =>
        {
            var answer = await route.FetchAsync();
            var headers = answer.Headers.Where(header => header.Key is not ("content-encoding" or "content-length")).ToDictionary();
            var body = await answer.TextAsync();
            var signature = headers["bundle-signature"];
            headers["bundle-signature"] = changed switch
            {
                "signature" => $"{signature[..^10]}AAAAAAA==\"",
                "expires" => signature.Replace("expires=\"20", "expires=\"21", StringComparison.Ordinal),
                "key" => signature.Replace("key=\"b1\"", "key=\"b9\"", StringComparison.Ordinal),
                "header" => "",
                _ => signature,
            };
            await route.FulfillAsync(new() { Status = changed == "status" ? 503 : 200, Headers = headers, Body = changed == "body" ? body.Replace("allo", "halo", StringComparison.Ordinal) : body });
        });
        await visit.Page.GotoAsync("/demo");

        var error = await Should.ThrowAsync<PlaywrightException>(() => LoadAsync(visit, "tiktok"));

        error.Message.ShouldContain(said);
        (await visit.Page.EvaluateAsync<bool>("bundle.expired && bundle.decide({ query: '#119' }) === null")).ShouldBeTrue();
    }

    private async Task<Visit> OpenAsync(string partner)
    {
        if (app.Services.GetRequiredService<PartnerDirectory>().Find(partner) is null)
            await app.KnowPartnerAsync(partner, $"test-{partner}-key");
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CurrentSet>().Set!.Campaigns.Count >= 3);
        var visit = await chromium.OpenAsync(app.Address);
        await visit.Page.GotoAsync("/demo");
        await LoadAsync(visit, partner);
        return visit;
    }

    private static Task LoadAsync(Visit visit, string partner) => visit.Page.EvaluateAsync(
        """
        async (partner) => {
          const { Bundle } = await import('/matcher.js');
          globalThis.offset = 0;
          globalThis.bundle = new Bundle(partner, { now: () => Date.now() + offset });
          await bundle.refresh();
        }
        """,
        partner);

    // A device leaves out what is null.
    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject known => new JsonObject(known.Where(x => x.Value is not null).Select(x => KeyValuePair.Create(x.Key, WithoutNulls(x.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static string PathOf(JsonNode decision, string url) => new Uri(decision[url]!.GetValue<string>()).PathAndQuery;

    private static async Task<JsonNode?> DecideAsync(Visit visit, string query, string? locale, string? country)
    {
        var request = JsonSerializer.Serialize(new { query, locale, country });
        return JsonNode.Parse(await visit.Page.EvaluateAsync<string>("(request) => JSON.stringify(bundle.decide(JSON.parse(request)))", request));
    }
}
