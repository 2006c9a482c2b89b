using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Authoring;

[Collection<BannersCollection>]
public sealed class TestKeywordsTests(BannersApp app)
{
    [Fact]
    public async Task Samples_say_what_publishing_would_change()
    {
        var id = await app.DraftAsync("mot qui part");
        await SetAsync(id, Keyword("mot qui part"), Keyword("mot qui reste"), Keyword("mot de deux"));
        await app.PublishAsync(id);
        await SetAsync(id, Keyword("mot qui reste"), Keyword("mot de deux", "phrase"), Keyword("mot qui vient"), new { text = "chanson", matchType = "broad", negative = true });

        var answer = await TestAsync(id, "mot qui part", "Mot qui RESTE", "mot de deux", "mot qui vient", "mot de deux chanson", "rien");

        answer["results"]!.AsArray().Select(x => (string)x!["change"]!).ShouldBe(["loses", "same", "differs", "gains", "same", "same"]);
        Of(answer, 0, "live").ShouldBe("mot qui part exact");
        Of(answer, 0, "draft").ShouldBeNull();
        Of(answer, 2, "live").ShouldBe("mot de deux exact");
        Of(answer, 2, "draft").ShouldBe("mot de deux phrase");
        Of(answer, 3, "live").ShouldBeNull();
        Of(answer, 4, "draft").ShouldBeNull("a negative keyword of the draft stands in it");
        new[] { "gains", "loses", "differs", "same" }.Select(name => (int)answer[name]!).ShouldBe([1, 1, 1, 3]);
    }

    [Fact]
    public async Task Patterns_of_a_draft_are_tried_before_anything_is_live()
    {
        var id = await app.DraftAsync("[qui] me [fait]", "concept", partners: ["twitter"]);
        using var classes = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/matching", new
        {
            wordClasses = new[] { new { name = "qui", words = new[] { "voisin" } }, new { name = "fait", words = new[] { "bousculer" } } },
        });
        classes.EnsureSuccessStatusCode();

        var answer = await TestAsync(id, "mon voisin me bouscule", "mon voisin jardine");

        Of(answer, 0, "draft").ShouldBe("[qui] me [fait] concept");
        Of(answer, 1, "draft").ShouldBeNull();
        ((int)answer["gains"]!).ShouldBe(1);
        (await app.FindAsync("mon voisin me bouscule", partner: "twitter")).ShouldBeNull();
    }

    [Fact]
    public async Task A_set_is_tried_before_it_is_saved()
    {
        var id = await app.DraftAsync("mot du brouillon");
        var before = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}");

        using var response = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}/keywords:test", new
        {
            searches = new[] { "mot du brouillon", "mot d'essai" },
            keywords = new[] { Keyword("mot d'essai") },
        });
        using var wrong = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}/keywords:test", new { searches = new[] { "x" }, keywords = new[] { Keyword("###") } });

        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        Of(answer, 0, "draft").ShouldBeNull();
        Of(answer, 1, "draft").ShouldBe("mot d'essai exact");
        (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!.ToJsonString().ShouldBe(before!.ToJsonString(), "nothing was saved");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Single().Key.ShouldBe("Keywords[0].Text");
    }

    [Fact]
    public async Task A_pattern_of_unknown_classes_cannot_be_tried_and_says_so()
    {
        var id = await app.DraftAsync("[inconnu] me", "concept");

        using var refused = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}/keywords:test", new { searches = new[] { "x" } });

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!.GetValue<string>().ShouldContain("word class");
    }

    [Theory]
    [InlineData("""{ "searches": [] }""")]
    [InlineData("""{ "searches": [null] }""")]
    [InlineData("{}")]
    public async Task Without_searches_nothing_is_tried(string body)
    {
        var id = await app.DraftAsync("mot");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var refused = await app.Admin().PostAsync($"/v1/campaigns/{id}/keywords:test", content);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_sample_that_is_too_long_is_named()
    {
        var id = await app.DraftAsync("mot");

        using var refused = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}/keywords:test", new { searches = new[] { "mot", new string('a', 1025) } });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Single().Key.ShouldBe("Searches[1]");
    }

    [Fact]
    public async Task Only_authors_may_try_and_only_what_exists()
    {
        using var foreign = await app.Anonymous().PostAsJsonAsync($"/v1/campaigns/{BannersApp.CampaignId}/keywords:test", new { searches = new[] { "x" } });
        using var missing = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{Guid.CreateVersion7()}/keywords:test", new { searches = new[] { "x" } });

        foreign.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static object Keyword(string text, string matchType = "exact") => new { text, matchType };

    private static string? Of(JsonObject answer, int i, string side) =>
        answer["results"]![i]![side] is { } match ? $"{match["text"]} {match["matchType"]}" : null;

    private async Task SetAsync(Guid id, params object[] keywords)
    {
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords });
        response.EnsureSuccessStatusCode();
    }

    private async Task<JsonObject> TestAsync(Guid id, params string[] searches)
    {
        using var response = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}/keywords:test", new { searches });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
