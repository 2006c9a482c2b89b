using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Testing;

namespace Banners.Tests.Auditing;

[Collection<BannersCollection>]
public sealed class AuditTests(BannersApp app)
{
    [Fact]
    public async Task Every_change_says_who_and_what_was_before_and_after()
    {
        var id = await app.DraftAsync("premier mot");
        await PutAsync(app.Person("redaction", "author"), id, "keywords", new { keywords = new object[] { Keyword("second mot"), Keyword("premier mot", "broad") } });
        await PutAsync(app.Admin(), id, "matching", new { priority = 7, wordClasses = new[] { new { name = "qui", words = new[] { "voisin" } } } });
        await app.PublishAsync(id);
        await app.PauseAsync(id);

        var trail = await TrailAsync(id);

        trail.Select(x => (string)x!["action"]!).ShouldBe(["pause", "publish", "matching", "keywords", "banners", "keywords", "create"]);
        trail.Select(x => (string)x!["actor"]!).Distinct().ShouldBe(["key:admin", "key:approver", "user:redaction"], ignoreOrder: true);
        trail.Select(x => (long)x!["revision"]!).ShouldBeInOrder(SortDirection.Descending);
        var (keywords, matching, pause) = (trail[3]!, trail[2]!, trail[0]!);
        ((string)keywords["actor"]!).ShouldBe("user:redaction");
        ((int)keywords["before"]!["keywords"]!["count"]!).ShouldBe(1);
        ((string)keywords["before"]!["keywords"]!["removed"]![0]!["text"]!).ShouldBe("premier mot");
        ((string)keywords["before"]!["keywords"]!["removed"]![0]!["matchType"]!).ShouldBe("exact");
        keywords["after"]!["keywords"]!["added"]!.AsArray().Select(x => (string)x!["text"]!).ShouldBe(["second mot", "premier mot"]);
        ((int)matching["before"]!["priority"]!).ShouldBe(0);
        ((int)matching["after"]!["priority"]!).ShouldBe(7);
        ((string)matching["after"]!["wordClasses"]!["added"]![0]!["name"]!).ShouldBe("qui");
        matching["after"]!.AsObject().ContainsKey("weight").ShouldBeFalse("it is as it was");
        ((string)pause["before"]!["status"]!).ShouldBe("published");
        ((string)pause["after"]!["status"]!).ShouldBe("paused");
    }

    [Fact]
    public async Task What_changes_nothing_is_not_written_down()
    {
        var id = await app.DraftAsync("toujours");
        var before = await TrailAsync(id);

        await PutAsync(app.Admin(), id, "keywords", new { keywords = new[] { Keyword("toujours") } });
        await PutAsync(app.Admin(), id, "matching", new { });

        (await TrailAsync(id)).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task A_banner_that_is_rewritten_is_told_on_both_sides()
    {
        var id = await app.DraftAsync("annonce");
        var campaign = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}");
        var banner = campaign!["banners"]![0]!;
        banner["title"] = "Un autre titre";

        await PutAsync(app.Admin(), id, "banners", new { banners = new[] { banner } });

        var entry = (await TrailAsync(id))[0]!;
        ((string)entry["before"]!["banners"]!["changed"]![0]!["title"]!).ShouldBe("Un titre");
        ((string)entry["after"]!["banners"]!["changed"]![0]!["title"]!).ShouldBe("Un autre titre");
    }

    [Fact]
    public async Task Of_a_great_many_keywords_some_are_listed_and_all_are_counted_and_hashed()
    {
        var id = await app.DraftAsync("beaucoup");

        await PutAsync(app.Admin(), id, "keywords", new { keywords = Enumerable.Range(0, 2_500).Select(i => Keyword($"mot {i}")) });

        var keywords = (await TrailAsync(id))[0]!["after"]!["keywords"]!;
        ((int)keywords["count"]!).ShouldBe(2_500);
        keywords["added"]!.AsArray().Count.ShouldBe(100);
        ((int)keywords["notListed"]!).ShouldBe(2_400);
        ((string)keywords["sha256"]!).Length.ShouldBe(64);
    }

    [Fact]
    public async Task The_trail_is_read_page_by_page()
    {
        var id = await app.DraftAsync("pages");

        var first = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit?limit=2");
        var second = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit?limit=2&before={first!["next"]}");

        first["items"]!.AsArray().Select(x => (string)x!["action"]!).ShouldBe(["banners", "keywords"]);
        second!["items"]!.AsArray().Select(x => (string)x!["action"]!).ShouldBe(["create"]);
        second["next"].ShouldBeNull();
    }

    [Theory]
    [InlineData("update campaign_audit set actor = 'nobody'")]
    [InlineData("delete from campaign_audit")]
    [InlineData("truncate campaign_audit")]
    public async Task Nobody_rewrites_the_trail(string sql)
    {
        await app.DraftAsync("pour toujours");

        var refused = await Should.ThrowAsync<PostgresException>(() => app.ScalarAsync<int>(sql));

        refused.MessageText.ShouldBe("The audit trail is only added to.");
    }

    [Fact]
    public async Task The_seed_is_an_actor_too()
    {
        (await TrailAsync(BannersApp.CampaignId)).Select(x => (string)x!["actor"]!).ShouldContain("seed");
    }

    [Fact]
    public async Task A_trail_of_nothing_is_not_found()
    {
        using var missing = await app.Admin().GetAsync($"/v1/campaigns/{Guid.CreateVersion7()}/audit");

        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static object Keyword(string text, string matchType = "exact") => new { text, matchType };

    private static async Task PutAsync(HttpClient who, Guid id, string what, object body)
    {
        using var response = await who.PutAsJsonAsync($"/v1/campaigns/{id}/{what}", body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonArray> TrailAsync(Guid id) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit"))!["items"]!.AsArray();
}
