using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Banners.Tests.Proposals;

/// <summary>Terms that professionals propose. Nothing is learned from traffic.</summary>
[Collection<BannersCollection>]
public sealed class ProposalsTests(BannersApp app)
{
    private HttpClient Partner => app.WithKey(BannersApp.PartnerKey);

    [Fact]
    public async Task A_platforms_term_goes_into_a_draft_as_an_authors_change()
    {
        var id = await app.DraftAsync("premier");
        var proposed = await ProposeAsync(Partner, new { term = "mon daron me tabasse", locale = "fr", reason = "missing", kind = "blows", note = "Vu dans nos formations." });
        ((string)proposed["proposedBy"]!).ShouldBe("partner:tiktok");
        ((string)proposed["status"]!).ShouldBe("waiting");

        var accepted = await DecideAsync(app.Person("redaction", "author"), proposed, "accept", new { matchType = "phrase", campaign = id, answer = "Merci." });

        accepted.Status.ShouldBe(HttpStatusCode.OK);
        var campaign = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;
        var keyword = campaign["keywords"]!.AsArray().Single(x => (string)x!["text"]! == "mon daron me tabasse")!;
        ((string)keyword["matchType"]!).ShouldBe("phrase");
        ((string)keyword["kind"]!).ShouldBe("blows");
        campaign["writers"]!.AsArray().Select(x => (string)x!).ShouldContain("user:redaction");
        var trail = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit"))!["items"]![0]!;
        ((string)trail["action"]!).ShouldBe("proposal");
        ((string)trail["after"]!["note"]!).ShouldContain("partner:tiktok");
        var own = await ListAsync(Partner);
        var told = own.Single(x => (Guid)x!["id"]! == (Guid)proposed["id"]!)!;
        ((string)told["status"]!).ShouldBe("accepted");
        ((string)told["answer"]!).ShouldBe("Merci.");
        told["decidedBy"].ShouldBeNull("a partner is answered by the house");
    }

    [Fact]
    public async Task A_wrong_term_becomes_a_negative_keyword_unless_the_author_says_otherwise()
    {
        var id = await app.DraftAsync("frapper");
        var proposed = await ProposeAsync(Partner, new { term = "frappe au but", locale = "fr", reason = "wrong", campaign = id });

        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "phrase" })).Status.ShouldBe(HttpStatusCode.OK);

        var campaign = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;
        ((bool)campaign["keywords"]!.AsArray().Single(x => (string)x!["text"]! == "frappe au but")!["negative"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_in_the_draft_already_is_accepted_and_changes_nothing()
    {
        var id = await app.DraftAsync("connu");
        var before = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;
        var proposed = await ProposeAsync(Partner, new { term = "connu", locale = "fr", reason = "missing", campaign = id });

        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "exact" })).Status.ShouldBe(HttpStatusCode.OK);

        (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!.ToJsonString().ShouldBe(before.ToJsonString());
        ((string)(await ListAsync(app.Admin(), "?status=accepted&limit=200")).Single(x => (Guid)x!["id"]! == (Guid)proposed["id"]!)!["status"]!).ShouldBe("accepted");
    }

    [Fact]
    public async Task A_declined_term_has_an_answer_and_is_decided_once()
    {
        var proposed = await ProposeAsync(app.Person("educatrice", "author"), new { term = "tarte", locale = "fr", reason = "missing" });
        ((string)proposed["proposedBy"]!).ShouldBe("user:educatrice");

        (await DecideAsync(app.Admin(), proposed, "decline", new { answer = "Trop de recettes." })).Status.ShouldBe(HttpStatusCode.OK);

        (await DecideAsync(app.Admin(), proposed, "decline", new { answer = "Encore non." })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "exact", campaign = BannersApp.CampaignId })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_partner_sees_its_own_and_decides_nothing()
    {
        var proposed = await ProposeAsync(Partner, new { term = "à nous", locale = "fr", reason = "missing" });

        (await ListAsync(app.WithKey("test-other-key"))).ShouldNotContain(x => (Guid)x!["id"]! == (Guid)proposed["id"]!);
        (await ListAsync(app.Admin(), "?limit=200")).ShouldContain(x => (Guid)x!["id"]! == (Guid)proposed["id"]!);
        (await DecideAsync(Partner, proposed, "accept", new { matchType = "exact" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await DecideAsync(app.Approver(), proposed, "accept", new { matchType = "exact" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = await app.Anonymous().PostAsJsonAsync("/v1/proposals", new { term = "x", locale = "fr", reason = "missing" });
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_campaign_of_another_partner_is_none_of_yours()
    {
        var theirs = await app.DraftAsync("chez eux", partners: ["twitter"]);

        foreach (var campaign in new[] { theirs, Guid.CreateVersion7() })
        {
            using var refused = await Partner.PostAsJsonAsync("/v1/proposals", new { term = "x", locale = "fr", reason = "missing", campaign });
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("""{"locale":"fr","reason":"missing"}""")]
    [InlineData("""{"term":"###","locale":"fr","reason":"missing"}""")]
    [InlineData("""{"term":"a\u0000b","locale":"fr","reason":"missing"}""")]
    [InlineData("""{"term":"a","locale":"fr","reason":"because"}""")]
    [InlineData("""{"term":"a","locale":"French","reason":"wrong"}""")]
    [InlineData("""{"term":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","locale":"fr","reason":"wrong"}""")]
    public async Task What_is_no_term_is_refused(string body)
    {
        using var refused = await Partner.PostAsync("/v1/proposals", new StringContent(body, null, "application/json"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_proposal_that_names_no_campaign_is_accepted_into_one_that_the_author_names()
    {
        var proposed = await ProposeAsync(Partner, new { term = "sans campagne", locale = "fr", reason = "missing" });

        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "exact" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "exact", campaign = Guid.CreateVersion7() })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await DecideAsync(app.Admin(), proposed, "accept", new { matchType = "concept", text = "[qui", campaign = BannersApp.CampaignId })).Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await ListAsync(app.Admin(), "?status=waiting&limit=200")).Single(x => (Guid)x!["id"]! == (Guid)proposed["id"]!)!["status"]!).ShouldBe("waiting");
    }

    [Fact]
    public async Task Machines_are_told_that_people_write_proposals()
    {
        await app.KnowPartnerAsync("machine", "machine-key");
        await app.ScalarAsync<int>(
            "insert into proposals (id, at, proposed_by, term, locale, reason, status) select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), 'partner:machine', 'x', 'fr', 'Missing', 'Waiting' from generate_series(1, 200) n");

        using var refused = await app.WithKey("machine-key").PostAsJsonAsync("/v1/proposals", new { term = "encore un", locale = "fr", reason = "missing" });

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.GetValue<string>().ShouldContain("written by professionals");
    }

    private static async Task<JsonObject> ProposeAsync(HttpClient who, object proposal)
    {
        using var response = await who.PostAsJsonAsync("/v1/proposals", proposal);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<(HttpStatusCode Status, string Body)> DecideAsync(HttpClient who, JsonObject proposal, string decision, object body)
    {
        using var response = await who.PostAsJsonAsync($"/v1/proposals/{proposal["id"]}:{decision}", body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonArray> ListAsync(HttpClient who, string query = "") =>
        (await who.GetFromJsonAsync<JsonObject>($"/v1/proposals{query}"))!["proposals"]!.AsArray();
}
