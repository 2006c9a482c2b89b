using System.Net;
using System.Net.Http.Headers;

namespace Content.Tests.Playback;

[Collection(OneService.Name)]
public sealed class PlaybackTests(ContentApp app, TinyVideos videos)
{
    [Fact]
    public async Task The_player_has_captions_a_poster_and_the_number()
    {
        var (id, slug) = await app.PublishAsync(videos.Mp4, "Regarde <b>ceci</b>", "camilletesigne", ("captions", "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n"));
        using var client = app.Anonymous();

        using var answer = await client.GetAsync($"/v/{id}");

        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("Regarde &lt;b&gt;ceci&lt;/b&gt;");
        page.ShouldContain($"poster=\"/media/{id}/poster.jpg\"");
        page.ShouldContain($"<track kind=\"captions\" src=\"/media/{id}/captions.vtt\"");
        page.ShouldContain("width=\"180\" height=\"320\"");
        page.ShouldContain("tel:119");
        page.ShouldContain($"{ContentApp.PublicUrl}/s/{slug}");
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await client.GetStringAsync($"/media/{id}/captions.vtt")).ShouldStartWith("WEBVTT");
        (await client.GetByteArrayAsync($"/media/{id}/poster.jpg"))[..2].ShouldBe([0xFF, 0xD8]);
    }

    [Fact]
    public async Task A_part_of_the_video_can_be_asked_for()
    {
        var (id, _) = await app.PublishAsync(videos.Webm, "En morceaux");
        using var client = app.Anonymous();
        var whole = await client.GetByteArrayAsync($"/media/{id}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/media/{id}");
        request.Headers.Range = new RangeHeaderValue(100, 199);

        using var part = await client.SendAsync(request);

        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.Length.ShouldBe(whole.Length);
        part.Content.Headers.ContentType!.MediaType.ShouldBe("video/webm");
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(whole[100..200]);
        using var beyond = new HttpRequestMessage(HttpMethod.Get, $"/media/{id}");
        beyond.Headers.Range = new RangeHeaderValue(whole.Length + 10, null);
        using var refused = await client.SendAsync(beyond);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Fact]
    public async Task An_unpublished_video_plays_for_whoever_approves_it_and_nobody_else()
    {
        var id = await app.UploadAsync(videos.Webm, "Pas encore");
        using var anonymous = app.Anonymous();
        using var partner = app.TikTok();
        using var admin = app.Admin();

        foreach (var path in new[] { $"/media/{id}", $"/media/{id}/poster.jpg" })
        {
            using var hidden = await anonymous.GetAsync(path);
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            using var hiddenToo = await partner.GetAsync(path);
            hiddenToo.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            using var shown = await admin.GetAsync(path);
            shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var page = await anonymous.GetAsync($"/v/{id}");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
