using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Partners;
using ServiceDefaults.Keys;
using Testing;

namespace Partners.Tests.Registry;

public sealed class RegistryTests(PartnersApp app) : IClassFixture<PartnersApp>
{
    private const string Queue = "banners.partners";

    [Fact]
    public async Task The_settings_partners_are_registered_and_announced()
    {
        var partners = (await app.GetAsync("/v1/partners")).EnumerateArray().ToList();
        partners.Select(x => x.GetProperty("id").GetString()).ShouldBe(["sandbox", "tiktok", "twitter"]);
        partners.Select(x => x.GetProperty("name").GetString()).ShouldBe(["Bac à sable", "TikTok", "Twitter"]);
        partners.Select(x => x.GetProperty("sandbox").GetBoolean()).ShouldBe([true, false, false]);
        partners[1].GetProperty("webOrigins")[0].GetString().ShouldBe("https://www.tiktok.example");

        var said = await app.HearAsync<PartnerRegistered>(Queue, x => x.PartnerId == "tiktok");
        said.Revision.ShouldBe(1);
        said.KeyHashes.ShouldBe([ApiKeyHash.Of(PartnersApp.TikTokKey)]);
        said.WebOrigins.ShouldBe(["https://www.tiktok.example"]);
    }

    [Fact]
    public async Task A_restart_changes_nothing_and_a_changed_setting_only_what_it_names()
    {
        await app.StartAnotherAsync();
        (await app.ScalarAsync<long>("select max(revision) from partners")).ShouldBe(1);

        var fresh = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        await app.StartAnotherAsync(("Seed:Partners:twitter:Key", "another-twitter-key-01234"), ("Seed:Partners:twitter:WebhookSecret", fresh));

        (await app.ScalarAsync<long>("select revision from partners where id = 'twitter'")).ShouldBe(2);
        (await app.ScalarAsync<long>("select max(revision) from partners where id <> 'twitter'")).ShouldBe(1);
        using var old = app.Twitter();
        using var young = app.WithKey("another-twitter-key-01234");
        await Eventually.IsTrueAsync(async () => (await young.GetAsync("/v1/subscriptions")).StatusCode == HttpStatusCode.OK);
        (await old.GetAsync("/v1/subscriptions")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // The old webhook secret has its grace period, the new one is good at once.
        foreach (var secret in new[] { PartnersApp.TwitterSecret, fresh })
            (await app.SendAsync(new SignedWebhook { Partner = "twitter", Secret = secret })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_rotated_secret_outlives_a_restart_with_the_old_setting()
    {
        using var admin = app.Admin();
        using var rotated = await admin.PostAsync("/v1/partners/sandbox/secrets:rotate", null);
        var secret = (await rotated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        await app.StartAnotherAsync();
        (await app.ScalarAsync<int>("select jsonb_array_length(secrets->'Secrets') from partners where id = 'sandbox'")).ShouldBe(2);
        (await app.SendAsync(new SignedWebhook { Partner = "sandbox", Secret = secret })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Only_the_admin_lists_partners_and_rotates_their_secrets()
    {
        using var partner = app.TikTok();
        (await partner.GetAsync("/v1/partners")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await partner.PostAsync("/v1/partners/tiktok/secrets:rotate", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = app.Anonymous();
        (await nobody.GetAsync("/v1/partners")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var admin = app.Admin();
        (await admin.PostAsync("/v1/partners/nobody/secrets:rotate", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
