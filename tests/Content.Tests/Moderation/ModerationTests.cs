using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Contracts.Content;
using Testing;

namespace Content.Tests.Moderation;

[Collection(OneService.Name)]
public sealed class ModerationTests(ContentApp app, TinyVideos videos)
{
    private const string Captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n";

    [Fact]
    public async Task An_approved_video_is_told_listed_and_played()
    {
        var (id, slug) = await app.PublishAsync(videos.Mp4, "Approuvée & visible", "camilletesigne", ("captions", Captions));

        var told = (await app.HearAsync<VideoPublished>(x => x.VideoId == id)).ShouldHaveSingleItem();
        told.Revision.ShouldBe(2);
        told.ShareSlug.ShouldBe(slug);
        told.CreatorName.ShouldBe("CamilleTeSigne");
        told.SignLanguage.ShouldBeTrue();
        told.Partner.ShouldBe("tiktok");
        using var client = app.Anonymous();
        var page = await client.GetStringAsync("/fr/119");
        page.ShouldContain("Approuvée &amp; visible");
        page.ShouldContain("Langue des signes (LSF)");
        page.ShouldContain($"/v/{id}");
    }

    [Fact]
    public async Task Publishing_twice_returns_conflict()
    {
        var id = await app.UploadAsync(videos.Webm, "Deux approbations");
        await app.DecideAsync(id, "approve");

        await app.DecideAsync(id, "approve", HttpStatusCode.Conflict);
        await app.DecideAsync(id, "reject", HttpStatusCode.Conflict);

        (await app.HearAsync<VideoPublished>(x => x.VideoId == id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_decide_at_once_do_not_both_win()
    {
        var id = await app.UploadAsync(videos.Webm, "Deux à la fois");
        using var client = app.Admin();

        var answers = await Task.WhenAll(
            client.PostAsync($"/v1/videos/{id}:approve", null),
            client.PostAsJsonAsync($"/v1/videos/{id}:reject", new { reason = "the other way" }),
            client.PostAsync($"/v1/videos/{id}:approve", null));

        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(2);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task A_video_taken_down_is_gone_from_every_page()
    {
        var (id, slug) = await app.PublishAsync(videos.Mp4, "Bientôt retirée");
        var answer = await app.DecideAsync(id, "takedown");
        answer.GetProperty("status").GetString().ShouldBe("taken-down");
        answer.GetProperty("reason").GetString().ShouldBe("a reason");

        using var client = app.Anonymous();
        foreach (var path in new[] { $"/v/{id}", $"/s/{slug}", $"/media/{id}", $"/media/{id}/poster.jpg" })
            await Eventually.GetAsync(() => client.GetAsync(path), x => x.StatusCode == HttpStatusCode.NotFound);
        (await client.GetStringAsync("/fr/119")).ShouldNotContain("Bientôt retirée");
        var told = (await app.HearAsync<VideoTakenDown>(x => x.VideoId == id)).ShouldHaveSingleItem();
        told.Revision.ShouldBe(3);
        await app.DecideAsync(id, "takedown", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_rejected_video_is_never_shown()
    {
        var id = await app.UploadAsync(videos.Webm, "Refusée");
        await app.DecideAsync(id, "reject");

        await app.DecideAsync(id, "approve", HttpStatusCode.Conflict);
        using var partner = app.TikTok();
        var video = await partner.GetFromJsonAsync<JsonElement>($"/v1/videos/{id}");
        video.GetProperty("status").GetString().ShouldBe("rejected");
        video.GetProperty("reason").GetString().ShouldBe("a reason");
    }

    [Fact]
    public async Task A_partner_sees_its_own_videos_only()
    {
        var id = await app.UploadAsync(videos.Webm, "À TikTok");
        using var own = app.TikTok();
        using var other = app.Twitter();
        using var admin = app.Admin();
        using var nobody = app.Anonymous();

        (await IdsAsync(own)).ShouldContain(id);
        (await IdsAsync(other)).ShouldNotContain(id);
        (await IdsAsync(admin)).ShouldContain(id);
        using var hidden = await other.GetAsync($"/v1/videos/{id}");
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var refused = await nobody.GetAsync("/v1/videos");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_the_admin_key_decides()
    {
        var id = await app.UploadAsync(videos.Webm, "Qui décide");
        using var partner = app.TikTok();

        foreach (var decision in new[] { "approve", "reject", "takedown" })
        {
            using var answer = await partner.PostAsJsonAsync($"/v1/videos/{id}:{decision}", new { reason = "because" });
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("GET", "/v1/videos?status=nonsense", null, 400)]
    [InlineData("GET", "/v1/videos?before=nonsense", null, 400)]
    [InlineData("GET", "/v1/videos/01900000-0000-7000-8000-000000000001", null, 404)]
    [InlineData("GET", "/v1/videos/nonsense", null, 404)]
    [InlineData("POST", "/v1/videos/01900000-0000-7000-8000-000000000001:approve", null, 404)]
    [InlineData("POST", "/v1/videos/01900000-0000-7000-8000-000000000001:reject", "{\"reason\":\"because\"}", 404)]
    [InlineData("POST", "/v1/videos/01900000-0000-7000-8000-000000000001:reject", "{}", 400)]
    [InlineData("POST", "/v1/videos/01900000-0000-7000-8000-000000000001:takedown", "{\"reason\":\"\"}", 400)]
    [InlineData("POST", "/v1/videos/01900000-0000-7000-8000-000000000001:takedown", "nonsense", 400)]
    [InlineData("PUT", "/v1/videos", "{}", 405)]
    public async Task Bad_input_is_refused_in_words(string method, string path, string? body, int status)
    {
        using var client = app.Admin();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("WEBVTT\n\n00:00.000 --> 00:01.000\nSous-titre\n", 204)]
    [InlineData("WEBVTTnot", 400)]
    [InlineData("", 400)]
    public async Task Captions_are_taken_when_they_are_WebVTT(string captions, int status)
    {
        var id = await app.UploadAsync(videos.Webm, "Sous-titrée");
        using var client = app.TikTok();

        using var answer = await PutCaptionsAsync(client, id, captions);

        ((int)answer.StatusCode).ShouldBe(status);
        (await client.GetFromJsonAsync<JsonElement>($"/v1/videos/{id}")).GetProperty("hasCaptions").GetBoolean().ShouldBe(status == 204);
    }

    [Fact]
    public async Task What_is_published_is_captioned_by_the_admin_key_only_and_too_long_captions_by_nobody()
    {
        var (id, _) = await app.PublishAsync(videos.Webm, "Sous-titrée après");
        using var partner = app.TikTok();
        using var refused = await PutCaptionsAsync(partner, id, Captions);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var admin = app.Admin();
        using var tooLong = await PutCaptionsAsync(admin, id, Captions + new string('x', 70_000));
        tooLong.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        using var taken = await PutCaptionsAsync(admin, id, Captions);

        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var client = app.Anonymous();
        await Eventually.IsTrueAsync(async () => (await client.GetAsync($"/media/{id}/captions.vtt")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_five_creators_of_the_press_release_are_there_and_others_can_be_added()
    {
        using var anonymous = app.Anonymous();
        var creators = await anonymous.GetFromJsonAsync<List<JsonElement>>("/v1/creators");
        creators!.Select(x => x.GetProperty("name").GetString()).ShouldBeSubsetOf(["Le Cas Pucine", "CamilleTeSigne", "Keen V", "Stéphane Legar", "Linne-Kim", "Autre"]);
        creators!.Count.ShouldBeGreaterThanOrEqualTo(5);
        creators.Single(x => x.GetProperty("signLanguage").GetBoolean()).GetProperty("name").GetString().ShouldBe("CamilleTeSigne");

        using var admin = app.Admin();
        var autre = new { slug = "autre", name = "Autre", roleFr = "r", roleEn = "r", signLanguage = false, discreetShare = false };
        using var added = await admin.PostAsJsonAsync("/v1/creators", autre);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var twice = await admin.PostAsJsonAsync("/v1/creators", autre);
        twice.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var wrong = await admin.PostAsJsonAsync("/v1/creators", new { slug = "Not A Slug", name = "", roleFr = "r", roleEn = "r" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var refused = await anonymous.PostAsJsonAsync("/v1/creators", autre);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpResponseMessage> PutCaptionsAsync(HttpClient client, Guid id, string captions)
    {
        using var content = new StringContent(captions, Encoding.UTF8, new MediaTypeHeaderValue("text/vtt"));
        return await client.PutAsync($"/v1/videos/{id}/captions", content);
    }

    private static async Task<List<Guid>> IdsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/v1/videos")).GetProperty("videos").EnumerateArray().Select(x => x.GetProperty("id").GetGuid())];
}
