using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Banners.Tests.Authoring;

/// <summary>Two people who have the same draft open do not overwrite each other without knowing.</summary>
[Collection<BannersCollection>]
public sealed class EditedMeanwhileTests(BannersApp app)
{
    private const string Banner = """{"locale":"fr","dir":"ltr","title":"Un titre","text":"Un texte","action":"Agir","helplines":[{"number":"119","label":"Le 119"}]}""";

    [Theory]
    [InlineData("keywords", """{"keywords":[{"text":"le mien","matchType":"exact"}]}""")]
    [InlineData("keywords.csv", "text,matchType\nle mien,exact\n")]
    [InlineData("matching", """{"priority":3}""")]
    [InlineData("banners", $$"""{"banners":[{{Banner}}]}""")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","days":["sat"]}]}""")]
    [InlineData("audience", """{"regions":["FR-BRE"]}""")]
    public async Task An_edit_of_a_draft_that_has_moved_on_is_refused_with_its_present_revision(string what, string body)
    {
        var id = await app.DraftAsync("deux a la fois");
        var read = await RevisionAsync(id);
        using var first = await PutAsync(id, $"audience?revision={read}", """{"partners":["tiktok"]}""");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = await PutAsync(id, $"{what}?revision={read}", body);

        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        second.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((long)(await second.Content.ReadFromJsonAsync<JsonObject>())!["revision"]!).ShouldBe(read + 1);
        (await RevisionAsync(id)).ShouldBe(read + 1);
        using var again = await PutAsync(id, $"{what}?revision={read + 1}", body);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RevisionAsync(id)).ShouldBe(read + 2);
    }

    [Fact]
    public async Task A_version_is_restored_over_what_was_read_only()
    {
        var id = await app.DraftAsync("version a reprendre");
        await app.PublishAsync(id);
        using var written = await PutAsync(id, "audience", """{"partners":["tiktok"]}""");
        var read = await RevisionAsync(id);

        using var stale = await app.Admin().PostAsync($"/v1/campaigns/{id}/versions/1:restore?revision={read - 1}", null);
        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var fresh = await app.Admin().PostAsync($"/v1/campaigns/{id}/versions/1:restore?revision={read}", null);
        fresh.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var nonsense = await PutAsync(id, "audience?revision=last", "{}");
        nonsense.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpResponseMessage> PutAsync(Guid id, string what, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, what.StartsWith("keywords.csv", StringComparison.Ordinal) ? "text/csv" : "application/json");
        return await app.Admin().PutAsync($"/v1/campaigns/{id}/{what}", content);
    }

    private async Task<long> RevisionAsync(Guid id) => (long)(await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{id}"))!["revision"]!;
}
