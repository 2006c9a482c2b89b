using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Banners.Serving;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class DistressDecisionTests(BannersApp app)
{
    private const string Partner = "sandbox";
    private static readonly Guid French = Guid.Parse("01900000-0000-7000-8000-00000000d15f");

    [Fact]
    public async Task A_childs_own_words_bring_the_banner_of_their_need_for_the_sandbox_only()
    {
        await KnowSandboxAsync();

        var blows = await app.DecideAsync("mes paren me frape", partner: Partner);
        var suicide = await app.DecideAsync("jveu mourire", locale: "en", partner: Partner);

        blows.CampaignId.ShouldBe(French);
        blows.Banner.Helplines[0].Number.ShouldBe("119");
        suicide.Banner.Locale.ShouldBe("en");
        suicide.Banner.Helplines[0].Number.ShouldBe("3114");
        (await app.FindAsync("mes paren me frape", partner: "tiktok")).ShouldBeNull();
        (await app.FindAsync("fromage battu", partner: Partner)).ShouldBeNull();
        (await app.DecideAsync("#119", partner: Partner)).CampaignId.ShouldBe(BannersApp.CampaignId);
    }

    [Fact]
    public async Task An_admin_who_asks_is_told_why_and_nobody_else()
    {
        await KnowSandboxAsync();

        var admin = await ExplainAsync(app.Admin());
        var anybody = await ExplainAsync(app.Anonymous());

        admin["reason"]!["matchType"]!.GetValue<string>().ShouldBe("concept");
        admin["reason"]!["kind"]!.GetValue<string>().ShouldBe("blows");
        admin["reason"]!["keyword"]!.GetValue<string>().ShouldStartWith("[parent");
        anybody["reason"].ShouldBeNull();
    }

    private static async Task<JsonObject> ExplainAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("/v1/decisions", new { query = "mon pere me tape", partner = Partner, explain = true });
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task KnowSandboxAsync()
    {
        if (app.Services.GetRequiredService<ServiceDefaults.Keys.PartnerDirectory>().Find(Partner) is null)
            await app.KnowPartnerAsync(Partner, "test-sandbox-key");
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<CurrentSet>().Set?.IsLive(French) is true);
    }
}
