using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Banners;
using Testing;

namespace Banners.Tests.Authoring;

[Collection<BannersCollection>]
public sealed class AuthoringTests(BannersApp app)
{
    [Fact]
    public async Task A_published_campaign_is_told_to_its_subscribers_and_shown_in_searches()
    {
        await using var analytics = await Hearing.OnAsync(app.Messaging, "analytics.campaigns");
        await using var dashboard = await Hearing.OnAsync(app.Messaging, "dashboard.activity");
        var id = await app.DraftAsync("annonce publique");
        (await app.FindAsync("annonce publique")).ShouldBeNull();

        await app.PublishAsync(id);

        var said = (await analytics.GetAsync(heard => heard.All<CampaignPublished>().Where(x => x.CampaignId == id), 1)).Single();
        said.Keywords.Single().Text.ShouldBe("annonce publique");
        said.Banners.Single().Locale.ShouldBe("fr");
        await dashboard.GetAsync(heard => heard.All<KeywordSetPublished>(), 1);
        (await Eventually.GetAsync(() => app.FindAsync("annonce publique"), found => found is not null))!.CampaignId.ShouldBe(id);
    }

    [Fact]
    public async Task Publishing_twice_returns_conflict()
    {
        var id = await app.DraftAsync("deux fois");
        await app.PublishAsync(id);

        (await StatusAsync($"/v1/campaigns/{id}:publish")).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Pausing_what_is_not_live_returns_conflict()
    {
        var id = await app.DraftAsync("jamais");

        (await StatusAsync($"/v1/campaigns/{id}:pause")).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_campaign_without_keywords_cannot_be_published()
    {
        using var created = await app.Admin().PostAsJsonAsync("/v1/campaigns", new { name = "Empty", country = "FR", defaultLocale = "fr" });
        created.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var refused = await app.Approver().PostAsync($"{created.Headers.Location!.AbsolutePath}:publish", null);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.GetValue<string>().ShouldBe("The campaign has no keyword yet.");
    }

    [Fact]
    public async Task Editing_changes_nothing_in_searches_until_it_is_published()
    {
        var id = await app.DraftAsync("ancien mot");
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("ancien mot"), found => found is not null);

        using var edited = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = "nouveau mot", matchType = "exact" } } });

        edited.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.FindAsync("nouveau mot")).ShouldBeNull();
        (await app.FindAsync("ancien mot")).ShouldNotBeNull();
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("nouveau mot"), found => found is not null);
        (await app.FindAsync("ancien mot")).ShouldBeNull();
    }

    [Fact]
    public async Task A_keyword_and_a_banner_that_stay_keep_their_ids()
    {
        var id = await app.DraftAsync("qui reste");
        var before = await GetAsync(id);
        var banner = before["banners"]![0]!;
        banner["title"] = "Un autre titre";

        using var keywords = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new
        {
            keywords = new[] { new { text = "autre", matchType = "exact" }, new { text = "qui reste", matchType = "exact" } },
        });
        using var banners = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new { banners = new[] { banner } });

        keywords.StatusCode.ShouldBe(HttpStatusCode.OK);
        banners.StatusCode.ShouldBe(HttpStatusCode.OK);
        var after = await GetAsync(id);
        after["keywords"]!.AsArray().Select(x => x!["id"]!.GetValue<Guid>()).ShouldContain(before["keywords"]![0]!["id"]!.GetValue<Guid>());
        after["banners"]![0]!["id"]!.GetValue<Guid>().ShouldBe(banner["id"]!.GetValue<Guid>());
        after["banners"]![0]!["title"]!.GetValue<string>().ShouldBe("Un autre titre");
        after["revision"]!.GetValue<long>().ShouldBe(before["revision"]!.GetValue<long>() + 2);
    }

    [Fact]
    public async Task A_campaign_for_one_partner_is_not_shown_by_another()
    {
        await app.PublishAsync(await app.DraftAsync("entre nous", partners: ["twitter"]));

        await Eventually.GetAsync(() => app.FindAsync("entre nous", partner: "twitter"), found => found is not null);
        (await app.FindAsync("entre nous")).ShouldBeNull();
    }

    [Theory]
    [InlineData("/v1/campaigns", """{"name":"x","country":"france","defaultLocale":"fr"}""", "name,country")]
    [InlineData("/v1/campaigns", """{"country":"FR","defaultLocale":"fr"}""", "name")]
    public async Task What_an_author_got_wrong_is_named(string path, string body, string errors)
    {
        using var response = await app.Admin().PostAsync(path, new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(error => error.Key.ToLowerInvariant()).ShouldBe(errors.Split(','), ignoreOrder: true);
    }

    [Fact]
    public async Task More_patterns_than_a_search_can_afford_are_refused()
    {
        var id = await app.DraftAsync("trop");
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new
        {
            keywords = Enumerable.Range(0, 10_001).Select(i => new { text = $"mot {i}", matchType = "concept" }),
        });
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("10000 patterns");
    }

    [Theory]
    [InlineData("""{"keywords":[]}""")]
    [InlineData("""{"keywords":[{"text":"a","matchType":"guess"}]}""")]
    [InlineData("""{"keywords":[{"text":"###","matchType":"exact"}]}""")]
    [InlineData("""{}""")]
    public async Task Keywords_that_cannot_match_are_refused(string body)
    {
        var id = await app.DraftAsync("valide");

        using var response = await app.Admin().PutAsync($"/v1/campaigns/{id}/keywords", new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/v1/campaigns")]
    [InlineData("POST", "/v1/campaigns")]
    [InlineData("GET", "/v1/campaigns/01900000-0000-7000-8000-000000000119")]
    [InlineData("PUT", "/v1/campaigns/01900000-0000-7000-8000-000000000119/keywords")]
    [InlineData("PUT", "/v1/campaigns/01900000-0000-7000-8000-000000000119/banners")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:publish")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:pause")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:submit")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:approve")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:reject")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:resume")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119:archive")]
    [InlineData("GET", "/v1/campaigns/01900000-0000-7000-8000-000000000119/audit")]
    [InlineData("GET", "/v1/campaigns/01900000-0000-7000-8000-000000000119/versions")]
    [InlineData("GET", "/v1/campaigns/01900000-0000-7000-8000-000000000119/versions/1")]
    [InlineData("GET", "/v1/campaigns/01900000-0000-7000-8000-000000000119/versions/1/diff/draft")]
    [InlineData("POST", "/v1/campaigns/01900000-0000-7000-8000-000000000119/versions/1:restore")]
    [InlineData("GET", "/v1/replicas")]
    public async Task A_partners_key_opens_nothing_of_the_authors(string method, string path)
    {
        using var partner = await app.WithKey(BannersApp.PartnerKey).SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) });
        using var nobody = await app.Anonymous().SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) });

        partner.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        partner.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        nobody.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_seeded_campaign_is_listed()
    {
        var list = await app.Admin().GetFromJsonAsync<JsonObject>("/v1/campaigns");

        var seeded = list!["campaigns"]!.AsArray().Single(x => x!["id"]!.GetValue<Guid>() == BannersApp.CampaignId)!;
        seeded["status"]!.GetValue<string>().ShouldBe("published");
        seeded["keywords"]!.GetValue<int>().ShouldBe(2);
        seeded["banners"]!.GetValue<int>().ShouldBe(2);
    }

    private async Task<HttpStatusCode> StatusAsync(string path) => (await app.Approver().PostAsync(path, null)).StatusCode;

    private async Task<JsonObject> GetAsync(Guid id) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;
}
