using System.Net;
using System.Text.RegularExpressions;

namespace Content.Tests.Sharing;

[Collection(OneService.Name)]
public sealed partial class ShareTests(ContentApp app, TinyVideos videos)
{
    private static readonly string[] Telling = ["119", "violen", "danger", "enfan", "child", "abus", "aide", "help", "secours", "police", "Keen", "message secret"];

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Address_title_and_preview_say_nothing(string language)
    {
        var (id, slug) = await app.PublishAsync(videos.Mp4, "Violences : message secret", "keen-v");
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        var page = await client.GetStringAsync($"/s/{slug}");

        var head = page[..page.IndexOf("</head>", StringComparison.Ordinal)];
        foreach (var word in Telling)
            head.ShouldNotContain(word, Case.Insensitive);
        foreach (var word in Telling)
            page.ShouldNotContain(word == "119" ? ">119<" : $">{word}<", Case.Insensitive);
        page.ShouldNotContain("message secret");
        Property().Matches(head).Select(x => x.Groups[1].Value).ShouldBe(["og:type", "og:title", "og:description", "og:url", "og:image", "og:image:width", "og:image:height"]);
        page.ShouldContain($"/media/{id}\"");
        page.ShouldNotContain("poster.jpg");
        page.ShouldContain("data-exit");
        slug.ShouldMatch("^[bcdfghjkmnpqrstvwxz2-9]{10}$");
        // What is said about help is closed until somebody opens it.
        page.IndexOf("tel:119", StringComparison.Ordinal).ShouldBeGreaterThan(page.IndexOf("<details", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_preview_picture_is_there()
    {
        var (_, slug) = await app.PublishAsync(videos.Webm, "Avec image");
        using var client = app.Anonymous();
        var page = await client.GetStringAsync($"/s/{slug}");
        var picture = Picture().Match(page).Groups[1].Value;

        picture.ShouldStartWith(ContentApp.PublicUrl);
        (await client.GetByteArrayAsync(picture[ContentApp.PublicUrl.Length..]))[..2].ShouldBe([0xFF, 0xD8]);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    public async Task A_shared_video_that_is_gone_still_says_nothing(string slug)
    {
        using var client = app.Anonymous();

        using var answer = await client.GetAsync($"/s/{slug}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("Cette vidéo n’est plus là");
        foreach (var word in Telling)
            page.ShouldNotContain(word, Case.Insensitive);
    }

    [GeneratedRegex("property=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Property();

    [GeneratedRegex("property=\"og:image\" content=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Picture();
}
