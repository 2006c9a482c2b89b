using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Reviewing;

/// <summary>Four eyes: who wrote cannot approve, who paused cannot resume.</summary>
[Collection<BannersCollection>]
public sealed class ReviewTests(BannersApp app)
{
    [Fact]
    public async Task The_key_that_wrote_cannot_publish_and_is_told_who_wrote()
    {
        var id = await app.DraftAsync("une seule main");

        var refused = await PostAsync(app.Admin(), $"{id}:publish");

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        ((string)refused.Body["detail"]!).ShouldBe("Who has written cannot approve. Since the last publication key:admin wrote in this campaign; somebody else must approve it.");
        (await app.FindAsync("une seule main")).ShouldBeNull();
        (await PostAsync(app.Approver(), $"{id}:publish")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_with_both_roles_cannot_approve_what_they_wrote()
    {
        var id = await app.DraftAsync("deux rôles");
        var both = app.Person("both", "author", "approver");
        await WriteAsync(both, id, "deux rôles bis");
        (await PostAsync(both, $"{id}:submit")).Status.ShouldBe(HttpStatusCode.OK);

        (await PostAsync(both, $"{id}:approve")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(both, $"{id}:publish")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(app.Person("other", "author", "approver"), $"{id}:approve")).Status.ShouldBe(HttpStatusCode.OK);
        await Eventually.GetAsync(() => app.FindAsync("deux rôles bis"), found => found is not null);
    }

    [Fact]
    public async Task Once_it_is_published_its_writers_may_approve_what_others_write()
    {
        var id = await app.DraftAsync("tour de rôle");
        await app.PublishAsync(id);
        await WriteAsync(app.Person("redaction", "author"), id, "tour suivant");

        (await PostAsync(app.Admin(), $"{id}:publish")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_roles_decide_who_may_write_and_who_may_approve()
    {
        var id = await app.DraftAsync("rôles");
        var (author, approver) = (app.Person("redaction", "author"), app.Person("validation", "approver"));

        (await PostAsync(author, $"{id}:submit")).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(author, $"{id}:approve")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(author, $"{id}:reject", new { reason = "non" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(approver, $"{id}:submit")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var written = await approver.PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = "x", matchType = "exact" } } });
        written.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(approver, $"{id}:approve")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_edited_while_it_waits_waits_no_more_and_says_so()
    {
        var id = await app.DraftAsync("attente");
        var waiting = (await PostAsync(app.Admin(), $"{id}:submit")).Body["review"]!;
        ((string)waiting["state"]!).ShouldBe("waiting");
        ((string)waiting["by"]!).ShouldBe("key:admin");

        await WriteAsync(app.Person("redaction", "author"), id, "attente finie");

        var review = (await GetAsync(id))["review"]!;
        ((string)review["state"]!).ShouldBe("withdrawn");
        ((string)review["by"]!).ShouldBe("user:redaction");
        var refused = await PostAsync(app.Approver(), $"{id}:approve");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        ((string)refused.Body["detail"]!).ShouldContain(":submit");
    }

    [Fact]
    public async Task A_rejection_gives_its_reason_to_the_authors()
    {
        var id = await app.DraftAsync("refus");
        await PostAsync(app.Admin(), $"{id}:submit");

        (await PostAsync(app.Approver(), $"{id}:reject", new { reason = "Le 3114 manque." })).Status.ShouldBe(HttpStatusCode.OK);

        var review = (await GetAsync(id))["review"]!;
        ((string)review["state"]!).ShouldBe("rejected");
        ((string)review["reason"]!).ShouldBe("Le 3114 manque.");
        (await PostAsync(app.Approver(), $"{id}:approve")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(app.Admin(), $"{id}:submit")).Status.ShouldBe(HttpStatusCode.OK);
        ((string?)(await GetAsync(id))["review"]!["reason"]).ShouldBeNull();
        var trail = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit");
        var rejection = trail!["items"]!.AsArray().Single(x => (string)x!["action"]! == "reject")!;
        ((string)rejection["after"]!["note"]!).ShouldBe("Le 3114 manque.");
        ((string)rejection["before"]!["review"]!).ShouldBe("waiting");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"reason":""}""")]
    [InlineData("")]
    public async Task A_rejection_without_reason_is_refused(string body)
    {
        var id = await app.DraftAsync("sans raison");
        await PostAsync(app.Admin(), $"{id}:submit");

        using var refused = await app.Approver().PostAsync($"/v1/campaigns/{id}:reject", new StringContent(body, null, "application/json"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_not_approved()
    {
        var id = await app.DraftAsync("lu");
        var read = (long)(await PostAsync(app.Admin(), $"{id}:submit")).Body["revision"]!;
        await WriteAsync(app.Admin(), id, "pas lu");
        await PostAsync(app.Admin(), $"{id}:submit");

        (await PostAsync(app.Approver(), $"{id}:approve?revision={read}")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(app.Approver(), $"{id}:approve?revision={(await GetAsync(id))["revision"]}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_person_pauses_and_another_resumes_what_was_live()
    {
        var id = await app.DraftAsync("coupure");
        await app.PublishAsync(id);
        await Eventually.GetAsync(() => app.FindAsync("coupure"), found => found is not null);
        await WriteAsync(app.Admin(), id, "pas encore approuvé");
        var person = app.Person("validation", "approver");
        var paused = await PostAsync(person, $"{id}:pause");
        ((string)paused.Body["pausedBy"]!).ShouldBe("user:validation");
        await Eventually.GetAsync(() => app.FindAsync("coupure"), found => found is null);

        var refused = await PostAsync(person, $"{id}:resume");
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        ((string)refused.Body["detail"]!).ShouldBe("user:validation paused this campaign; somebody else must put it live again.");
        (await PostAsync(person, $"{id}:publish")).Status.ShouldBe(HttpStatusCode.Forbidden, "publishing would resume it too");
        (await PostAsync(app.Person("redaction", "author"), $"{id}:resume")).Status.ShouldBe(HttpStatusCode.Forbidden, "a resumption is an approval");

        var resumed = await PostAsync(app.Person("autre", "approver"), $"{id}:resume");

        resumed.Status.ShouldBe(HttpStatusCode.OK);
        ((bool)resumed.Body["hasUnpublishedChanges"]!).ShouldBeTrue();
        await Eventually.GetAsync(() => app.FindAsync("coupure"), found => found is not null);
        (await app.FindAsync("pas encore approuvé")).ShouldBeNull("the draft was not approved by anybody");
        (await PostAsync(app.Approver(), $"{id}:resume")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_author_may_use_the_kill_switch()
    {
        var id = await app.DraftAsync("urgence");
        await app.PublishAsync(id);

        (await PostAsync(app.Person("redaction", "author"), $"{id}:pause")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_archived_is_only_read_and_listed_when_asked_for()
    {
        var id = await app.DraftAsync("archive");
        await app.PublishAsync(id);
        (await PostAsync(app.Admin(), $"{id}:archive")).Status.ShouldBe(HttpStatusCode.Conflict, "it is live");
        await app.PauseAsync(id);

        (await PostAsync(app.Admin(), $"{id}:archive")).Status.ShouldBe(HttpStatusCode.OK);

        (await ListedAsync("/v1/campaigns?limit=500")).ShouldNotContain(id);
        (await ListedAsync("/v1/campaigns?limit=500&archived=true")).ShouldContain(id);
        ((string)(await GetAsync(id))["status"]!).ShouldBe("archived");
        using var written = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = "x", matchType = "exact" } } });
        written.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var command in new[] { "submit", "publish", "approve", "resume", "pause", "archive" })
            (await PostAsync(command is "submit" or "archive" ? app.Admin() : app.Approver(), $"{id}:{command}")).Status.ShouldBe(HttpStatusCode.Conflict, command);
    }

    [Fact]
    public async Task Two_who_edit_at_once_do_not_overwrite_each_other_unseen()
    {
        var id = await app.DraftAsync("ensemble");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = $"mot {i}", matchType = "exact" } } });
            return response.StatusCode;
        }));

        statuses.ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
        var trail = await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}/audit");
        trail!["items"]!.AsArray().Count(x => (string)x!["action"]! == "keywords").ShouldBe(1 + statuses.Count(status => status == HttpStatusCode.OK));
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("approve")]
    [InlineData("resume")]
    [InlineData("archive")]
    public async Task A_campaign_that_nobody_has_made_is_not_found(string command)
    {
        var who = command is "submit" or "archive" ? app.Admin() : app.Approver();

        (await PostAsync(who, $"{Guid.CreateVersion7()}:{command}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task WriteAsync(HttpClient who, Guid id, string keyword)
    {
        using var response = await who.PutAsJsonAsync($"/v1/campaigns/{id}/keywords", new { keywords = new[] { new { text = keyword, matchType = "exact" } } });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(HttpClient who, string command, object? body = null)
    {
        using var response = await who.PostAsync($"/v1/campaigns/{command}", body is null ? null : JsonContent.Create(body));
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private async Task<JsonObject> GetAsync(Guid id) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!;

    private async Task<IReadOnlyList<Guid>> ListedAsync(string path) =>
        [.. (await app.Admin().GetFromJsonAsync<JsonObject>(path))!["campaigns"]!.AsArray().Select(x => (Guid)x!["id"]!)];
}
