using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Content.Tests.Uploads;

/// <summary>The protocol: https://tus.io/protocols/resumable-upload</summary>
[Collection(OneService.Name)]
public sealed class TusTests(ContentApp app, TinyVideos videos)
{
    [Fact]
    public async Task One_creation_and_one_patch_make_one_video_that_is_told_once()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, videos.Mp4.Length, "Une création, un envoi", "camilletesigne", ("filename", "a.mp4"));

        using var answer = await ContentApp.PatchAsync(client, upload, videos.Mp4);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(answer, "Tus-Resumable").ShouldBe("1.0.0");
        Header(answer, "Upload-Offset").ShouldBe($"{videos.Mp4.Length}");
        var id = Guid.Parse(Header(answer, "Video-Id"));
        var told = (await app.HearUploadedAsync(id)).ShouldHaveSingleItem();
        told.Title.ShouldBe("Une création, un envoi");
        told.CreatorName.ShouldBe("CamilleTeSigne");
        told.SignLanguage.ShouldBeTrue();
        told.Partner.ShouldBe("tiktok");
        told.Bytes.ShouldBe(videos.Mp4.Length);
        told.Duration.TotalSeconds.ShouldBe(2, 0.2);
    }

    [Fact]
    public async Task Repeating_the_last_patch_changes_nothing()
    {
        using var client = app.Twitter();
        var upload = await ContentApp.CreateAsync(client, videos.Webm.Length, "Deux fois la fin");
        using var first = await ContentApp.PatchAsync(client, upload, videos.Webm);
        var id = Guid.Parse(Header(first, "Video-Id"));

        using var sameBytes = await ContentApp.PatchAsync(client, upload, videos.Webm);
        using var nothingMore = await ContentApp.PatchAsync(client, upload, [], videos.Webm.Length);
        using var head = await ContentApp.HeadAsync(client, upload);

        sameBytes.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        nothingMore.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(nothingMore, "Video-Id").ShouldBe(id.ToString());
        Header(head, "Video-Id").ShouldBe(id.ToString());
        (await app.HearUploadedAsync(id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_in_parts_says_how_far_it_is()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, videos.Mp4.Length, "En deux parties");
        using var first = await ContentApp.PatchAsync(client, upload, videos.Mp4[..1000]);
        first.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        first.Headers.Contains("Video-Id").ShouldBeFalse();
        first.Headers.Contains("Upload-Expires").ShouldBeTrue();

        using var head = await ContentApp.HeadAsync(client, upload);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(head, "Upload-Offset").ShouldBe("1000");
        Header(head, "Upload-Length").ShouldBe($"{videos.Mp4.Length}");
        head.Headers.CacheControl!.NoStore.ShouldBeTrue();

        using var wrong = await ContentApp.PatchAsync(client, upload, videos.Mp4[2000..], 2000);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var last = await ContentApp.PatchAsync(client, upload, videos.Mp4[1000..], 1000);
        last.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(last, "Video-Id").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Options_tell_what_the_server_can()
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/uploads");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(answer, "Tus-Version").ShouldBe("1.0.0");
        Header(answer, "Tus-Extension").ShouldContain("creation");
        Header(answer, "Tus-Max-Size").ShouldBe($"{ContentApp.MaxBytes}");
    }

    [Fact]
    public async Task Without_a_key_nothing_is_uploaded()
    {
        using var client = app.Anonymous();

        using var answer = await ContentApp.TryCreateAsync(client, "100", ContentApp.Metadata([("title", "x"), ("creator", "keen-v")]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var unknown = app.WithKey("nobody-s-key");
        using var refused = await ContentApp.TryCreateAsync(unknown, "100", ContentApp.Metadata([("title", "x"), ("creator", "keen-v")]));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_partner_s_upload_looks_like_none()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, 100, "À moi");
        using var other = app.Twitter();

        using var head = await ContentApp.HeadAsync(other, upload);
        using var patch = await ContentApp.PatchAsync(other, upload, new byte[100]);
        using var request = ContentApp.Tus(HttpMethod.Delete, upload);
        using var delete = await other.SendAsync(request);

        new[] { head, patch, delete }.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null, "title dA==,creator a2Vlbi12", 400)]
    [InlineData("0", "title dA==,creator a2Vlbi12", 400)]
    [InlineData("-1", "title dA==,creator a2Vlbi12", 400)]
    [InlineData("1e3", "title dA==,creator a2Vlbi12", 400)]
    [InlineData("99999999999999999999999", "title dA==,creator a2Vlbi12", 400)]
    [InlineData("9000000", "title dA==,creator a2Vlbi12", 413)]
    [InlineData("100", null, 400)]
    [InlineData("100", "title dA==", 400)]
    [InlineData("100", "creator a2Vlbi12", 400)]
    [InlineData("100", "title dA==,creator bm9ib2R5", 400)]
    [InlineData("100", "title %%%,creator a2Vlbi12", 400)]
    [InlineData("100", "title AA==,creator a2Vlbi12", 400)]
    [InlineData("100", "title /w==,creator a2Vlbi12", 400)]
    [InlineData("100", "title dA==,title dA==,creator a2Vlbi12", 400)]
    [InlineData("100", "title dA==,creator a2Vlbi12,language ISE=", 400)]
    [InlineData("100", "title dA==,creator a2Vlbi12,signLanguage bWF5YmU=", 400)]
    [InlineData("100", "title dA==,creator a2Vlbi12,captions bm90aGluZw==", 400)]
    [InlineData("100", ",,,", 400)]
    public async Task A_creation_that_cannot_be_is_refused_in_words(string? length, string? metadata, int status)
    {
        using var client = app.TikTok();

        using var answer = await ContentApp.TryCreateAsync(client, length, metadata);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("1.0.0", "0", "text/plain", 415)]
    [InlineData("1.0.0", null, "application/offset+octet-stream", 400)]
    [InlineData("1.0.0", "-5", "application/offset+octet-stream", 400)]
    [InlineData("1.0.0", "abc", "application/offset+octet-stream", 400)]
    [InlineData("1.0.0", "7", "application/offset+octet-stream", 409)]
    [InlineData("0.2.2", "0", "application/offset+octet-stream", 412)]
    [InlineData(null, "0", "application/offset+octet-stream", 412)]
    public async Task A_patch_that_breaks_the_protocol_is_refused_in_words(string? version, string? offset, string mediaType, int status)
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, 100, "Mal envoyé");
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = new ByteArrayContent(new byte[10]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (version is not null)
            request.Headers.Add("Tus-Resumable", version);
        if (offset is not null)
            request.Headers.TryAddWithoutValidation("Upload-Offset", offset);

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var head = await ContentApp.HeadAsync(client, upload);
        Header(head, "Upload-Offset").ShouldBe("0");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_bytes_than_announced_are_413_and_do_not_count(bool lengthKnown)
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, 100, "Trop long");
        using var request = ContentApp.Tus(HttpMethod.Patch, upload);
        request.Headers.Add("Upload-Offset", "0");
        request.Content = lengthKnown ? new ByteArrayContent(new byte[101]) : new StreamContent(new Unseekable(new byte[101]));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var head = await ContentApp.HeadAsync(client, upload);
        Header(head, "Upload-Offset").ShouldBe("0");
    }

    [Fact]
    public async Task An_unfinished_upload_can_be_given_up_and_a_video_cannot()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, 100, "Abandon");
        using var part = await ContentApp.PatchAsync(client, upload, new byte[10]);
        using var request = ContentApp.Tus(HttpMethod.Delete, upload);
        using var deleted = await client.SendAsync(request);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var head = await ContentApp.HeadAsync(client, upload);
        head.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.Exists(Path.Combine(app.UploadsDirectory, Guid.Parse(upload.Split('/')[^1]).ToString("N"))).ShouldBeFalse();

        var video = await app.UploadAsync(videos.Webm, "Reste");
        using var second = ContentApp.Tus(HttpMethod.Delete, $"/v1/uploads/{video}");
        using var refused = await client.SendAsync(second);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
