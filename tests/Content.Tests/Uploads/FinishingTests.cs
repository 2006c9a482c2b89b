using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Contracts.Content;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;
using Testing;

namespace Content.Tests.Uploads;

[Collection(OneService.Name)]
public sealed class FinishingTests(ContentApp app, TinyVideos videos)
{
    [Fact]
    public async Task What_is_no_video_is_rejected_with_a_reason()
    {
        using var client = app.TikTok();
        var text = Encoding.UTF8.GetBytes("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n" + new string('x', 500));
        foreach (var (bytes, said) in new[]
        {
            (text, "neither MP4 nor WebM"),
            (videos.SoundOnly, "no picture"),
            (videos.OldCodec, "H.264"),
            (videos.Mp4[..40], "cannot be read"),
            (new byte[3], "neither MP4 nor WebM"),
        })
        {
            var upload = await ContentApp.CreateAsync(client, bytes.Length, "Pas une vidéo");
            using var answer = await ContentApp.PatchAsync(client, upload, bytes);

            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, said);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain(said);
            using var head = await ContentApp.HeadAsync(client, upload);
            head.Headers.GetValues("Upload-Status").Single().ShouldBe("rejected");
            using var again = await ContentApp.PatchAsync(client, upload, [], bytes.Length);
            again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await app.HeardAsync<VideoUploaded>()).ShouldNotContain(x => x.Title == "Pas une vidéo");
    }

    [Fact]
    public async Task What_the_phone_wrote_into_the_file_is_not_passed_on()
    {
        var id = await app.UploadAsync(videos.Mp4, "Sans lieu");

        var folder = Path.Combine(app.UploadsDirectory, id.ToString("N"));
        var tags = await TinyVideos.TagsAsync(Path.Combine(folder, "playable"));
        tags.ShouldNotContain("48.8566");
        tags.ShouldNotContain("SecretTitle");
        File.Exists(Path.Combine(folder, "poster.jpg")).ShouldBeTrue();
        File.Exists(Path.Combine(folder, "received")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_killed_after_the_last_byte_still_makes_the_video_and_tells_it_once()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, videos.Mp4.Length, "Coupé à la fin");
        var id = Guid.Parse(upload.Split('/')[^1]);
        // As it lies after kill -9 between the last byte and the check.
        var folder = Directory.CreateDirectory(Path.Combine(app.UploadsDirectory, id.ToString("N")));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "received"), videos.Mp4);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "playable.part"), "half of an earlier attempt");
        await ExecuteAsync($"update uploads set received = length where id = '{id}'");

        await Eventually.GetAsync(() => ContentApp.HeadAsync(client, upload), head => head.Headers.Contains("Video-Id"));

        (await app.HearUploadedAsync(id)).ShouldHaveSingleItem().Title.ShouldBe("Coupé à la fin");
    }

    [Fact]
    public async Task Bytes_that_were_never_acknowledged_are_written_over()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, videos.Mp4.Length, "Reste d’un envoi");
        using var first = await ContentApp.PatchAsync(client, upload, videos.Mp4[..500]);
        // As it lies after kill -9 between the file and the row.
        var file = Path.Combine(app.UploadsDirectory, Guid.Parse(upload.Split('/')[^1]).ToString("N"), "received");
        await File.AppendAllBytesAsync(file, new byte[700]);

        using var last = await ContentApp.PatchAsync(client, upload, videos.Mp4[500..], 500);

        last.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        last.Headers.Contains("Video-Id").ShouldBeTrue();
    }

    [Fact]
    public async Task Many_at_once_that_end_the_same_upload_make_one_video()
    {
        await using var replica = app.WithWebHostBuilder(_ => { });
        using var other = replica.CreateClient(new WebApplicationFactoryClientOptions());
        other.DefaultRequestHeaders.Authorization = new("Bearer", ContentApp.TikTokKey);
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, videos.Mp4.Length, "Tous ensemble");
        var id = Guid.Parse(upload.Split('/')[^1]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ContentApp.PatchAsync(i % 2 == 0 ? client : other, upload, videos.Mp4)));

        answers.ShouldAllBe(x => x.StatusCode == HttpStatusCode.NoContent || x.StatusCode == HttpStatusCode.Conflict || x.StatusCode == HttpStatusCode.Locked);
        answers.Count(x => x.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        (await app.HearUploadedAsync(id)).Count.ShouldBe(1);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_is_removed()
    {
        using var client = app.TikTok();
        var upload = await ContentApp.CreateAsync(client, 100, "Oublié");
        using var part = await ContentApp.PatchAsync(client, upload, new byte[10]);
        await ExecuteAsync($"update uploads set expires_at = now() - interval '1 minute' where id = '{upload.Split('/')[^1]}'");

        await Eventually.GetAsync(() => ContentApp.HeadAsync(client, upload), head => head.StatusCode == HttpStatusCode.NotFound);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
