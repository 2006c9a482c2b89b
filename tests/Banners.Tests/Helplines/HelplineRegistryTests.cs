using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Helplines;

[Collection<BannersCollection>]
public sealed class HelplineRegistryTests(BannersApp app)
{
    // Closed whenever this test runs: its only day is three days from now.
    private static readonly string AnotherDay = TimeProvider.System.GetUtcNow().AddDays(3).DayOfWeek.ToString()[..3].ToLowerInvariant();

    [Fact]
    public async Task France_is_there_from_the_first_start()
    {
        var list = (await app.Admin().GetFromJsonAsync<JsonObject>("/v1/helplines?country=FR"))!["helplines"]!.AsArray();

        list.Select(x => (string)x!["number"]!).ShouldBe(["112", "114", "116000", "119", "15", "17", "18", "3018", "3114", "3919"]);
        var text = list.Single(x => (string)x!["number"]! == "114")!;
        ((string)text["kind"]!, (string)text["smsNumber"]!, (bool)text["open"]!).ShouldBe(("sms", "114", true));
    }

    [Fact]
    public async Task A_helpline_of_any_country_is_added_changed_and_removed()
    {
        var admin = app.Approver();
        using var added = await admin.PutAsJsonAsync("/v1/helplines/CH/147", Helpline());
        added.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var changed = await admin.PutAsJsonAsync("/v1/helplines/CH/147", Helpline(kind: "both", note: "changed"));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        var read = (await admin.GetFromJsonAsync<JsonObject>("/v1/helplines/CH/147"))!;
        ((string)read["note"]!, (string)read["kind"]!, (string)read["names"]!["fr"]!).ShouldBe(("changed", "both", "Pro Juventute"));
        (await admin.DeleteAsync("/v1/helplines/CH/147")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.GetAsync("/v1/helplines/CH/147")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.DeleteAsync("/v1/helplines/CH/147")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_change_is_live_without_publishing_and_outlives_a_restart_with_both_servers_down()
    {
        var (admin, approver) = (app.Admin(), app.Approver());
        (await approver.PutAsJsonAsync("/v1/helplines/BE/103", Helpline())).EnsureSuccessStatusCode();
        (await approver.PutAsJsonAsync("/v1/helplines/BE/107", Helpline())).EnsureSuccessStatusCode();
        var campaign = await app.DraftAsync("ligne fermee");
        (await admin.PutAsJsonAsync($"/v1/campaigns/{campaign}/banners", new
        {
            banners = new[] { new { locale = "fr", dir = "ltr", title = "Un titre", text = "Un texte", action = "Agir", helplines = new[] { new { number = "103", label = "Écoute-Enfants", country = "BE" } } } },
        })).EnsureSuccessStatusCode();
        await app.PublishAsync(campaign);
        (await FirstAsync(app.Anonymous(), "103"))["open"]!.GetValue<bool>().ShouldBeTrue();

        (await approver.PutAsJsonAsync("/v1/helplines/BE/103", Helpline(hours: [new { days = new[] { AnotherDay }, opens = "09:00", closes = "17:00" }], fallback: ["107"]))).EnsureSuccessStatusCode();
        (await FirstAsync(app.Anonymous(), "107"))["label"]!.GetValue<string>().ShouldBe("Pro Juventute");
        await Eventually.IsTrueAsync(async () => (await File.ReadAllTextAsync(Path.Combine(app.Folder, "state", "published-set.json"))).Contains("\"fallback\":[\"107\"]", StringComparison.Ordinal));
        await using (var lonely = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, Path.Combine(app.Folder, "state")))
            await FirstAsync(lonely.Anonymous(), "107");

        (await approver.PutAsJsonAsync("/v1/helplines/BE/103", Helpline(hours: [new { days = new[] { AnotherDay }, opens = "09:00", closes = "17:00" }]))).EnsureSuccessStatusCode();
        var closed = await FirstAsync(app.Anonymous(), "103");
        closed["open"]!.GetValue<bool>().ShouldBeFalse();
        closed["opensAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(1));
    }

    [Fact]
    public async Task What_another_helpline_leans_on_is_not_removed()
    {
        using var refused = await app.Approver().DeleteAsync("/v1/helplines/FR/119");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("119 stands in for 3018");
    }

    [Theory]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call"}""", "TimeZone")]
    [InlineData("FR/3018", """{"names":{},"kind":"call","timeZone":"Europe/Paris"}""", "Names")]
    [InlineData("FR/3018", """{"names":{"fr":null},"kind":"call","timeZone":"Europe/Paris"}""", "Names")]
    [InlineData("FR/3018", """{"names":{"Français":"x"},"kind":"call","timeZone":"Europe/Paris"}""", "Names")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"fax","timeZone":"Europe/Paris"}""", "Kind")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Paris"}""", "TimeZone")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","smsNumber":"114"}""", "SmsNumber")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","chat":"http://3018.fr"}""", "Chat")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","chat":"https://a:b@3018.fr"}""", "Chat")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[]}""", "Hours")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[null]}""", "")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[{"opens":"9:00","closes":"23:00"}]}""", "Hours[0].Opens")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[{"opens":"09:00","closes":"24:00"}]}""", "Hours[0].Closes")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","hours":[{"opens":"09:00","closes":"23:00","days":["lundi"]}]}""", "Hours[0].Days")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","lastChecked":"9999-01-01"}""", "LastChecked")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","fallback":["3018"]}""", "Fallback")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","fallback":["999"]}""", "Fallback")]
    [InlineData("FR/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris","languages":["le français"]}""", "Languages")]
    [InlineData("FR/30-18", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris"}""", "number")]
    [InlineData("France/3018", """{"names":{"fr":"x"},"kind":"call","timeZone":"Europe/Paris"}""", "country")]
    [InlineData("FR/3018", "null", "")]
    [InlineData("FR/3018", "", "")]
    public async Task A_mistake_is_named_and_changes_nothing(string path, string body, string field)
    {
        var before = await app.ScalarAsync<long>("select revision from published_revision");
        using var response = await app.Approver().PutAsync($"/v1/helplines/{path}", new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        if (field.Length > 0)
            problem["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field], Case.Insensitive);
        (await app.ScalarAsync<long>("select revision from published_revision")).ShouldBe(before);
    }

    [Fact]
    public async Task Who_changed_a_helpline_stays_written_down_also_when_it_is_gone()
    {
        var approver = app.Approver();
        await approver.PutAsJsonAsync("/v1/helplines/LU/116111", Helpline());
        await app.Person("claire", "approver").PutAsJsonAsync("/v1/helplines/LU/116111", Helpline(note: "vu"));
        await approver.PutAsJsonAsync("/v1/helplines/LU/116111", Helpline(note: "vu"));
        await approver.DeleteAsync("/v1/helplines/LU/116111");

        var all = (await app.Admin().GetFromJsonAsync<JsonObject>("/v1/helplines/LU/116111/audit"))!["items"]!.AsArray();
        var page = (await app.Admin().GetFromJsonAsync<JsonObject>("/v1/helplines/LU/116111/audit?limit=1"))!;
        var next = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/helplines/LU/116111/audit?limit=1&before={page["next"]}"))!;

        all.Select(x => ((string)x!["actor"]!, (string?)x["before"]?["note"], (string?)x["after"]?["note"], x["before"] is null, x["after"] is null))
            .ShouldBe([("key:approver", "vu", null, false, true), ("user:claire", null, "vu", false, false), ("key:approver", null, null, true, false)]);
        next["items"]![0]!["actor"]!.GetValue<string>().ShouldBe("user:claire");
        (await app.Admin().GetAsync("/v1/helplines/LU/999/audit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Admin().GetFromJsonAsync<JsonObject>("/v1/helplines/FR/3018/audit"))!["items"]![0]!["actor"]!.GetValue<string>().ShouldBe("seed");
        var deleting = await Should.ThrowAsync<Npgsql.PostgresException>(() => app.ScalarAsync<long>("delete from helpline_audit"));
        deleting.MessageText.ShouldContain("only added to");
    }

    [Fact]
    public async Task Only_an_admin_sees_the_registry_and_only_who_may_put_live_changes_it()
    {
        var author = app.Person("bruno", "author");
        (await author.GetAsync("/v1/helplines")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await author.PutAsJsonAsync("/v1/helplines/FR/119", Helpline())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await author.DeleteAsync("/v1/helplines/FR/119")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.WithKey(BannersApp.PartnerKey).GetAsync("/v1/helplines")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.Anonymous().DeleteAsync("/v1/helplines/FR/119")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.WithKey(BannersApp.PartnerKey).PutAsJsonAsync("/v1/helplines/FR/119", Helpline())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static object Helpline(object[]? hours = null, string[]? fallback = null, string kind = "call", string? note = null) => new
    {
        names = new Dictionary<string, string> { ["fr"] = "Pro Juventute" },
        kind,
        timeZone = "Europe/Brussels",
        languages = new[] { "fr", "nl" },
        hours,
        fallback,
        note,
        lastChecked = "2026-01-02",
    };

    private static Task<JsonNode> FirstAsync(HttpClient client, string number) => Eventually.GetAsync(async () =>
    {
        using var response = await client.PostAsJsonAsync("/v1/decisions", new { query = "ligne fermee", country = "BE", partner = "tiktok" });
        response.EnsureSuccessStatusCode();
        return response.StatusCode is HttpStatusCode.NoContent ? JsonNode.Parse("{}")! : (await response.Content.ReadFromJsonAsync<JsonNode>())!["banner"]!["helplines"]!.AsArray().Single()!;
    }, helpline => (string?)helpline["number"] == number && (number != "103" || helpline["open"] is not null));
}
