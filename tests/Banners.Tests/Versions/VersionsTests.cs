using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Versions;

[Collection<BannersCollection>]
public sealed class VersionsTests(BannersApp app)
{
    [Fact]
    public async Task Each_publication_keeps_a_version_with_who_wrote_and_who_approved()
    {
        var id = await app.DraftAsync("version une");
        await app.PublishAsync(id);
        await WriteAsync(app.Person("redaction", "author"), id, new { text = "version deux", matchType = "exact" });
        await app.PublishAsync(id);

        var list = await GetAsync($"{id}/versions");

        list["versions"]!.AsArray().Select(x => (int)x!["number"]!).ShouldBe([2, 1]);
        var (second, first) = (list["versions"]![0]!, list["versions"]![1]!);
        ((string)first["approvedBy"]!).ShouldBe("key:approver");
        first["writers"]!.AsArray().Select(x => (string)x!).ShouldBe(["key:admin"]);
        second["writers"]!.AsArray().Select(x => (string)x!).ShouldBe(["user:redaction"]);
        var content = (await GetAsync($"{id}/versions/1"))["content"]!;
        ((string)content["keywords"]![0]!["text"]!).ShouldBe("version une");
        ((string)content["keywords"]![0]!["matchType"]!).ShouldBe("exact");
        ((int)(await GetAsync($"{id}"))["version"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Versions_are_listed_page_by_page()
    {
        var id = await app.DraftAsync("page 0");
        for (var i = 1; i <= 3; i++)
        {
            await WriteAsync(app.Admin(), id, new { text = $"page {i}", matchType = "exact" });
            await app.PublishAsync(id);
        }

        var first = await GetAsync($"{id}/versions?limit=2");
        var rest = await GetAsync($"{id}/versions?limit=2&before={first["next"]}");

        first["versions"]!.AsArray().Select(x => (int)x!["number"]!).ShouldBe([3, 2]);
        rest["versions"]!.AsArray().Select(x => (int)x!["number"]!).ShouldBe([1]);
        rest["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_diff_says_what_came_went_and_changed()
    {
        var id = await app.DraftAsync("qui part");
        await WriteAsync(app.Admin(), id, new { text = "qui part", matchType = "exact" }, new { text = "qui change", matchType = "exact" }, new { text = "qui reste", matchType = "exact" });
        await app.PublishAsync(id);
        await WriteAsync(app.Admin(), id, new { text = "qui reste", matchType = "exact" }, new { text = "qui change", matchType = "exact", kind = "blows" }, new { text = "qui vient", matchType = "broad" });
        using var matching = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/matching", new { priority = 3 });
        matching.EnsureSuccessStatusCode();
        var banner = (await GetAsync($"{id}"))["banners"]![0]!;
        banner["title"] = "Autre titre";
        using var banners = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new { banners = new[] { banner } });
        banners.EnsureSuccessStatusCode();

        var draft = await GetAsync($"{id}/versions/1/diff/draft");
        await app.PublishAsync(id);
        var published = await GetAsync($"{id}/versions/1/diff/2");

        foreach (var diff in new[] { draft, published })
        {
            diff["keywords"]!["added"]!.AsArray().Select(x => $"{x!["text"]} {x["matchType"]}").ShouldBe(["qui vient broad"]);
            diff["keywords"]!["removed"]!.AsArray().Select(x => (string)x!["text"]!).ShouldBe(["qui part"]);
            ((string?)diff["keywords"]!["changed"]![0]!["before"]!["kind"]).ShouldBeNull();
            ((string)diff["keywords"]!["changed"]![0]!["after"]!["kind"]!).ShouldBe("blows");
            ((string)diff["banners"]!["changed"]![0]!["before"]!["title"]!).ShouldBe("Un titre");
            ((string)diff["banners"]!["changed"]![0]!["after"]!["title"]!).ShouldBe("Autre titre");
            diff["banners"]!["added"]!.AsArray().ShouldBeEmpty();
            ((int)diff["before"]!["priority"]!).ShouldBe(0);
            ((int)diff["after"]!["priority"]!).ShouldBe(3);
        }

        ((int)(await GetAsync($"{id}/versions/0/diff/1"))["keywords"]!["addedCount"]!).ShouldBe(3, "before anything was published");
    }

    [Fact]
    public async Task A_restored_version_is_a_draft_that_somebody_else_must_approve()
    {
        var id = await app.DraftAsync("[qui] me [fait]", "concept");
        using var matching = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/matching", new
        {
            priority = 4,
            weight = 9,
            lookalikes = true,
            maxPerDay = 5,
            wordClasses = new[] { new { name = "qui", words = new[] { "oncle" } }, new { name = "fait", words = new[] { "pincer" } } },
        });
        matching.EnsureSuccessStatusCode();
        await PutAsync(id, "flights", new { flights = new[] { new { days = new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }, from = "00:00", timeZone = "Europe/Paris" } } });
        await PutAsync(id, "audience", new { partners = new[] { "tiktok", "twitter" }, regions = Array.Empty<string>() });
        await app.PublishAsync(id);
        var was = await GetAsync($"{id}");
        await WriteAsync(app.Admin(), id, new { text = "tout autre", matchType = "exact" });
        await PutAsync(id, "flights", new { flights = Array.Empty<object>() });
        await PutAsync(id, "audience", new { partners = Array.Empty<string>(), regions = Array.Empty<string>() });
        using var other = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/matching", new { });
        using var banners = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new
        {
            banners = new[] { new { locale = "ar", dir = "rtl", title = "Un titre", text = "Un texte", action = "Agir", kind = "blows", helplines = new[] { new { number = "3018", label = "Le 3018", country = "FR", sms = true } } } },
        });
        banners.EnsureSuccessStatusCode();
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("tout autre"), found => found is not null);

        using var restored = await app.Person("redaction", "author").PostAsync($"/v1/campaigns/{id}/versions/1:restore", null);

        restored.StatusCode.ShouldBe(HttpStatusCode.OK);
        var diff = await GetAsync($"{id}/versions/1/diff/draft");
        diff["keywords"]!.ToJsonString().ShouldBe("""{"addedCount":0,"removedCount":0,"changedCount":0,"added":[],"removed":[],"changed":[]}""");
        diff["banners"]!.ToJsonString().ShouldBe("""{"added":[],"removed":[],"changed":[]}""");
        diff["after"]!.AsObject().ShouldBeEmpty();
        var now = await GetAsync($"{id}");
        ((Guid)now["keywords"]![0]!["id"]!).ShouldBe((Guid)was["keywords"]![0]!["id"]!, "its figures go on");
        now["writers"]!.AsArray().Select(x => (string)x!).ShouldBe(["user:redaction"]);
        (await app.FindAsync("tout autre")).ShouldNotBeNull("what is live has not changed");
        using var own = await app.Person("redaction", "author", "approver").PostAsync($"/v1/campaigns/{id}:publish", null);
        own.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("mon oncle me pince"), found => found is not null);
    }

    [Theory]
    [InlineData("versions/7")]
    [InlineData("versions/1/diff/7")]
    [InlineData("versions/1/diff/nonsense")]
    [InlineData("versions/7/diff/draft")]
    [InlineData("versions/99999999999/diff/draft")]
    public async Task A_version_that_is_not_there_is_not_found(string path)
    {
        using var missing = await app.Admin().GetAsync($"/v1/campaigns/{BannersApp.CampaignId}/{path}");

        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task WriteAsync(HttpClient who, Guid id, params object[] keywords)
    {
        using var response = await who.PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords });
        response.EnsureSuccessStatusCode();
    }

    private async Task PutAsync(Guid id, string what, object body)
    {
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/{what}", body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonObject> GetAsync(string path) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{path}"))!;
}
