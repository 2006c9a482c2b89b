using System.Text;
using Banners.Bundles;
using Banners.Data;
using Banners.Matching;
using Banners.Serving;
using Browsing;
using Microsoft.Playwright;

namespace Banners.Tests.Bundles;

/// <summary>A page of some platform in a real browser, with <c>/matcher.js</c>. Nothing of it needs a server.</summary>
internal sealed class Device : IAsyncDisposable
{
    public const string Address = "https://device.test";
    private readonly Visit _visit;

    private BundleContent? _served;

    private Device(Visit visit) => _visit = visit;

    public IPage Page => _visit.Page;

    public static async Task<Device> OpenAsync(Chromium chromium)
    {
        var visit = await chromium.OpenAsync(new Uri(Address));
        await visit.Page.RouteAsync($"{Address}/matcher.js", route => route.FulfillAsync(new() { BodyBytes = ServeMatcher.Script.Bytes, ContentType = "text/javascript; charset=utf-8" }));
        await visit.Page.RouteAsync($"{Address}/", route => route.FulfillAsync(new() { Body = "<!doctype html><title>A platform</title>", ContentType = "text/html" }));
        await visit.Page.GotoAsync("/");
        return new Device(visit);
    }

    /// <summary>From now on the page gets this bundle from there. The route is laid once: while one is taken away and another laid, a request can slip past both.</summary>
    public async Task ServeAsync(string address, BundleContent bundle)
    {
        var first = Interlocked.Exchange(ref _served, bundle) is null;
        if (!first)
            return;

        await Page.RouteAsync($"{address}/v1/**", route => route.FulfillAsync(new()
        {
            Body = route.Request.Url.EndsWith("/bundle-keys", StringComparison.Ordinal) ? """{"keys":[{"id":"b1","publicKey":""}]}""" : Encoding.UTF8.GetString(_served.Bytes),
            ContentType = "text/plain; charset=utf-8",
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Access-Control-Allow-Origin"] = "*",
                ["Access-Control-Expose-Headers"] = GetBundle.SignatureHeader,
                [GetBundle.SignatureHeader] = $"key=\"b1\", version=\"{_served.Version}\", issued=\"2000-01-01T00:00:00Z\", expires=\"2099-01-01T00:00:00Z\", signature=\"\"",
            },
        }));
    }

    /// <summary>The bundle's content as far as matching goes.</summary>
    public static string ContentOf(string partner, IReadOnlyList<LiveCampaign> campaigns) =>
        Encoding.UTF8.GetString(BundleOf(partner, campaigns).Bytes);

    public static BundleContent BundleOf(string partner, IReadOnlyList<LiveCampaign> campaigns, DateTimeOffset? at = null) =>
        BundleContent.Of(partner, BundleContent.Shown(partner, campaigns, new HelplineBook([]), at ?? TimeProvider.System.GetUtcNow(), (_, _) => "token"));

    /// <summary>The code of the keyword that decides each search, or null.</summary>
    public Task<string?[]> FindAsync(string content, IEnumerable<string> searches, int shownToday = 0) => Page.EvaluateAsync<string?[]>(
        """
        async ([content, searches, shownToday]) => {
          const { Matcher } = await import('/matcher.js');
          const matcher = new Matcher(content);
          const text = (units) => String.fromCharCode(...units);
          return searches.map((search) => matcher.find(text(search), { shownToday })?.code ?? null);
        }
        """,
        new object[] { content, searches.Select(Units).ToArray(), shownToday });

    /// <summary>Searches for which server and device disagree, as a list to read.</summary>
    public async Task<IReadOnlyList<string>> DisagreementsAsync(IReadOnlyList<LiveCampaign> campaigns, IReadOnlyList<string> searches, string partner = "sandbox")
    {
        var set = new KeywordSet(campaigns);
        var texts = campaigns.SelectMany(campaign => campaign.Keywords).ToDictionary(keyword => KeywordCode.Of(keyword.Id), keyword => keyword.Text);
        var found = await FindAsync(ContentOf(partner, campaigns), searches);
        return [.. searches.Zip(found).Select(x => (Search: x.First, Server: set.Find(x.First, partner)?.Keyword.Text, Device: x.Second is null ? null : texts[x.Second]))
            .Where(x => x.Server != x.Device).Select(x => $"{x.Search}: {x.Server ?? "nothing"} on the server, {x.Device ?? "nothing"} on the device")];
    }

    // Half a surrogate pair does not survive the way into the browser as text.
    public static int[] Units(string text) => [.. text.Select(unit => (int)unit)];

    public ValueTask DisposeAsync() => _visit.DisposeAsync();
}
