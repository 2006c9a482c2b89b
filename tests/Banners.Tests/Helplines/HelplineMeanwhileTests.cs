using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Banners.Tests.Helplines;

/// <summary>Two people who have the same number open do not overwrite each other without knowing.</summary>
[Collection<BannersCollection>]
public sealed class HelplineMeanwhileTests(BannersApp app)
{
    [Fact]
    public async Task A_change_of_a_number_that_has_moved_on_is_refused_with_its_present_revision()
    {
        using var added = await PutAsync("AT/147?revision=0", "first");
        var read = await RevisionAsync(added);
        using var first = await PutAsync($"AT/147?revision={read}", "second");
        var present = await RevisionAsync(first);
        present.ShouldBeGreaterThan(read);
        var before = await app.ScalarAsync<long>("select revision from published_revision");

        using var second = await PutAsync($"AT/147?revision={read}", "mine");
        using var removal = await app.Approver().DeleteAsync($"/v1/helplines/AT/147?revision={read}");

        (await MovedToAsync(second)).ShouldBe(present);
        (await MovedToAsync(removal)).ShouldBe(present);
        (await app.ScalarAsync<long>("select revision from published_revision")).ShouldBe(before);
        (await ReadAsync("AT/147"))["note"]!.GetValue<string>().ShouldBe("second");
        using var again = await PutAsync($"AT/147?revision={present}", "mine");
        using var gone = await app.Approver().DeleteAsync($"/v1/helplines/AT/147?revision={await RevisionAsync(again)}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_number_that_somebody_else_has_added_or_removed_meanwhile_is_not_written_over()
    {
        using var added = await PutAsync("AT/133?revision=0", "theirs");
        var read = await RevisionAsync(added);
        using var too = await PutAsync("AT/133?revision=0", "mine");
        (await MovedToAsync(too)).ShouldBe(read);
        (await app.Approver().DeleteAsync("/v1/helplines/AT/133")).EnsureSuccessStatusCode();

        using var late = await PutAsync($"AT/133?revision={read}", "mine");

        (await MovedToAsync(late)).ShouldBe(0);
        using var anew = await PutAsync("AT/133?revision=0", "mine");
        (await RevisionAsync(anew)).ShouldBeGreaterThan(read);
    }

    [Fact]
    public async Task Of_two_at_once_one_is_refused()
    {
        using var added = await PutAsync("AT/142", "there");
        var read = await RevisionAsync(added);

        var both = await Task.WhenAll(PutAsync($"AT/142?revision={read}", "one"), PutAsync($"AT/142?revision={read}", "other"));

        both.Select(response => response.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }

    [Fact]
    public async Task What_is_the_same_is_no_change_and_what_was_seeded_has_a_revision_too()
    {
        using var added = await PutAsync("AT/144", "there");
        using var same = await PutAsync("AT/144", "there");

        (await RevisionAsync(same)).ShouldBe(await RevisionAsync(added));
        (await ReadAsync("FR/3114"))["revision"]!.GetValue<long>().ShouldBe(1);
        using var nonsense = await PutAsync("AT/144?revision=last", "there");
        nonsense.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> PutAsync(string path, string note) =>
        app.Approver().PutAsJsonAsync($"/v1/helplines/{path}", new { names = new Dictionary<string, string> { ["fr"] = "Rat auf Draht" }, kind = "call", timeZone = "Europe/Vienna", note });

    private async Task<JsonObject> ReadAsync(string number) => (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/helplines/{number}"))!;

    private static async Task<long> RevisionAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["revision"]!.GetValue<long>();
    }

    private static async Task<long> MovedToAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["revision"]!.GetValue<long>();
    }
}
