using System.Net;
using System.Net.Http.Json;
using System.Text;
using Banners;
using Banners.Data;
using Banners.Serving;
using Contracts.Partners;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Keys;
using Testing;

[assembly: AssemblyFixture(typeof(TestServers))]
[assembly: AssemblyFixture(typeof(Browsing.Chromium))]

namespace Banners.Tests;

/// <summary>The Banners service with the demo campaign live and two partners known.</summary>
public class BannersApp(TestServers servers) : ServiceApp<BannersMetrics>(servers, "banners")
{
    public const string PartnerKey = "test-partner-key";
    public const string SafetyCentre = "https://content.test";
    public const string PartnerOrigin = "https://www.platform.test";
    public static readonly Guid CampaignId = Guid.Parse("01900000-0000-7000-8000-000000000119");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await KnowPartnerAsync("tiktok", PartnerKey, PartnerOrigin);
        await KnowPartnerAsync("twitter", "test-other-key");
        await Eventually.IsTrueAsync(() => Services.GetRequiredService<CurrentSet>().Set?.IsLive(CampaignId) is true);
    }

    /// <summary>As if the Partners service had said so.</summary>
    public async Task KnowPartnerAsync(string id, string key, params string[] origins)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BannersDbContext>();
        db.Add(new KnownPartner { Id = id, Revision = 1, Name = id, Sandbox = false, KeyHashes = [ApiKeyHash.Of(key)], WebOrigins = origins });
        await db.SaveChangesAsync();
        await Services.GetRequiredService<PartnerDirectory>().RefreshAsync(CancellationToken.None);
    }

    public async Task<Decision> DecideAsync(string query, HttpClient? client = null, string locale = "fr", string partner = "tiktok") =>
        await FindAsync(query, client, locale, partner) ?? throw new InvalidOperationException("There is no banner for this search.");

    public async Task<Decision?> FindAsync(string query, HttpClient? client = null, string locale = "fr", string partner = "tiktok")
    {
        using var response = await (client ?? Anonymous()).PostAsJsonAsync("/v1/decisions", new { query, locale, partner });
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<Decision>();
    }

    /// <summary>A new campaign, ready to be published.</summary>
    public async Task<Guid> DraftAsync(string keyword, string matchType = "exact", string[]? partners = null)
    {
        var admin = Admin();
        using var created = await admin.PostAsJsonAsync("/v1/campaigns", new { name = "A campaign", country = "FR", defaultLocale = "fr", partners });
        var id = (await created.Content.ReadFromJsonAsync<Created>())!.Id;
        using var keywords = await admin.PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = keyword, matchType } } });
        keywords.EnsureSuccessStatusCode();
        using var banners = await admin.PutAsJsonAsync($"/v1/campaigns/{id}/banners", new
        {
            banners = new[]
            {
                new { locale = "fr", dir = "ltr", title = "Un titre", text = "Un texte", action = "Agir", helplines = new[] { new { number = "119", label = "Le 119" } } },
            },
        });
        banners.EnsureSuccessStatusCode();
        return id;
    }

    public async Task PublishAsync(Guid id) => (await Approver().PostAsync($"/v1/campaigns/{id}:publish", null)).EnsureSuccessStatusCode();

    public async Task PauseAsync(Guid id) => (await Admin().PostAsync($"/v1/campaigns/{id}:pause", null)).EnsureSuccessStatusCode();

    /// <summary>A second process on the same database and broker.</summary>
    public BannersReplica Replica() => new(Database, Messaging.ToString(), Path.Combine(Folder, "state"));

    protected override IEnumerable<KeyValuePair<string, string>> Settings() => StandardSettings;

    public static IEnumerable<KeyValuePair<string, string>> StandardSettings { get; } =
    [
        new("Tokens:Keys", $"k1:{Convert.ToBase64String(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"))}"),
        new("Bundles:Keys", $"b1:{Convert.ToBase64String(Encoding.ASCII.GetBytes("abcdef0123456789abcdef0123456789"))}"),
        new("Banners:PublicUrl", "http://localhost"),
        new("Content:PublicUrl", SafetyCentre),
        new("Seed:Demo", "true"),
    ];

    public sealed record Decision(
        Guid DecisionId, Guid CampaignId, string Campaign, Shown Banner, Uri ImpressionUrl, Uri ViewableUrl, Uri ClickUrl, Uri TapUrl, Uri PixelUrl);

    public sealed record Shown(Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<Helpline> Helplines);

    public sealed record Helpline(string Number, string Label, string Href);

    private sealed record Created(Guid Id);
}
