using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Images;

[Collection<BannersCollection>]
public sealed class ImageTests(BannersApp app)
{
    [Fact]
    public async Task A_picture_is_kept_under_its_hash_and_shown_to_anybody_for_ever()
    {
        var hash = await AddAsync(Pictures.Pixel);
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Pictures.Pixel)));
        (await AddAsync(Pictures.Pixel)).ShouldBe(hash);

        using var shown = await app.Anonymous().GetAsync($"/images/{hash}");

        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        shown.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        shown.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        shown.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await shown.Content.ReadAsByteArrayAsync()).ShouldBe(Pictures.Pixel);
        (await app.Anonymous().GetAsync($"/images/{new string('0', 64)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Anonymous().GetAsync("/images/..%2Fpublished-set.json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_picture_too_large_or_not_an_authors_is_refused()
    {
        (await SendAsync("<svg/>"u8.ToArray())).ShouldBe((HttpStatusCode.BadRequest, "PNG, JPEG or WebP"));
        (await SendAsync([])).ShouldBe((HttpStatusCode.BadRequest, "PNG, JPEG or WebP"));
        (await SendAsync(Pictures.Png(2_049, 10))).ShouldBe((HttpStatusCode.BadRequest, "2048 × 2048 pixels; this one has 2049 × 10"));
        (await SendAsync(Pictures.Png(-1, 10))).ShouldBe((HttpStatusCode.BadRequest, "2048 × 2048 pixels"));
        (await SendAsync([.. Pictures.Png(10, 10), .. new byte[256 * 1024]])).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "at most 256 KB"));
        (await app.WithKey(BannersApp.PartnerKey).PostAsync("/v1/images", new ByteArrayContent(Pictures.Pixel))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.Anonymous().PostAsync("/v1/images", new ByteArrayContent(Pictures.Pixel))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        async Task<(HttpStatusCode, string)> SendAsync(byte[] content)
        {
            using var response = await app.Admin().PostAsync("/v1/images", new ByteArrayContent(content));
            var detail = (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["detail"]!;
            return (response.StatusCode, new[] { "PNG, JPEG or WebP", "2048 × 2048 pixels; this one has 2049 × 10", "2048 × 2048 pixels", "at most 256 KB" }.FirstOrDefault(detail.Contains) ?? detail);
        }
    }

    [Fact]
    public async Task Picture_and_theme_are_published_and_outlive_a_restart_with_both_servers_down()
    {
        var hash = await AddAsync(Pictures.Png(3, 3));
        var id = await app.DraftAsync("avec image");
        (await SetAsync(id, Banner(hash, "Un enfant au téléphone", new { mode = "dark", accent = "#ffd166", accentText = "#15104f" }))).ShouldBeEmpty();
        await app.PublishAsync(id);
        await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(app.Folder, "state", $"image-{hash}")));

        await using (var lonely = new BannersReplica(BannersReplica.NoDatabase, BannersReplica.NoBroker, Path.Combine(app.Folder, "state")))
        {
            using var response = await lonely.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "avec image", partner = "tiktok" });
            var banner = (await response.Content.ReadFromJsonAsync<JsonObject>())!["banner"]!;
            ((string)banner["image"]!["url"]!, (string)banner["image"]!["alt"]!).ShouldBe(($"http://localhost/images/{hash}", "Un enfant au téléphone"));
            ((string)banner["theme"]!["mode"]!, (string)banner["theme"]!["accent"]!, (string)banner["theme"]!["accentText"]!).ShouldBe(("dark", "#ffd166", "#15104f"));
            (await lonely.Anonymous().GetByteArrayAsync($"/images/{hash}")).ShouldBe(Pictures.Png(3, 3));
            using var unknown = await lonely.Anonymous().GetAsync($"/images/{new string('0', 64)}");
            unknown.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            unknown.Headers.RetryAfter.ShouldNotBeNull();
        }

        await app.PauseAsync(id);
        await Eventually.IsTrueAsync(() => !File.Exists(Path.Combine(app.Folder, "state", $"image-{hash}")));
    }

    [Fact]
    public async Task A_mistake_in_a_banners_look_is_named()
    {
        var hash = await AddAsync(Pictures.Pixel);
        var id = await app.DraftAsync("erreurs");

        (await SetAsync(id, Banner(hash, null, null))).ShouldContain("Banners[0].ImageAlt");
        (await SetAsync(id, Banner(null, "Un enfant", null))).ShouldContain("Banners[0].Image");
        (await SetAsync(id, Banner(new string('a', 64), "Un enfant", null))).ShouldContain("send it to POST /v1/images first");
        (await SetAsync(id, Banner(null, null, new { mode = "pink" }))).ShouldContain("Theme.Mode");
        (await SetAsync(id, Banner(null, null, new { mode = "auto", accent = "#ffd166" }))).ShouldContain("two colours");
        (await SetAsync(id, Banner(null, null, new { mode = "auto", accent = "red", accentText = "#ffffff" }))).ShouldContain("Theme.Accent");
        (await SetAsync(id, Banner(null, null, new { mode = "auto", accent = "#767676", accentText = "#ffffff" }))).ShouldBeEmpty(); // 4.54
        (await SetAsync(id, Banner(null, null, new { mode = "auto", accent = "#777777", accentText = "#ffffff" }))).ShouldContain("contrast of 4.47; text that everybody can read has at least 4.5");
        (await SetAsync(id, Banner(null, null, null, weight: 0))).ShouldContain("Weight");
    }

    [Fact]
    public async Task A_preview_shows_the_draft_as_a_decision_would()
    {
        var hash = await AddAsync(Pictures.Pixel);
        var id = await app.DraftAsync("apercu");
        (await SetAsync(id, Banner(hash, "Un enfant", null, weight: 1), Banner(null, null, null, weight: 3))).ShouldBeEmpty();
        (await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/flights", new { flights = new[] { new { timeZone = "Europe/Paris", start = "2030-01-01T00:00" } } })).EnsureSuccessStatusCode();

        var now = await PreviewAsync(new { locale = "fr-CA", country = "FR" });
        var night = await PreviewAsync(new { locale = "fr", at = "2030-06-01T03:00:00+02:00" });
        var day = await PreviewAsync(new { at = "2030-06-01T12:00:00+02:00" });

        now["passedOver"]!.GetValue<string>().ShouldBe("flight");
        now["variants"]!.AsArray().Select(x => x!["share"]!.GetValue<double>()).ShouldBe([0.25, 0.75], ignoreOrder: true);
        now["variants"]!.AsArray().Count(x => (string?)x!["banner"]!["image"]?["alt"] == "Un enfant").ShouldBe(1);
        night["passedOver"].ShouldBeNull();
        ((string)night["variants"]![0]!["banner"]!["helplines"]![0]!["number"]!).ShouldBe("119"); // 3018 is closed
        ((string)day["variants"]![0]!["banner"]!["helplines"]![0]!["number"]!).ShouldBe("3018");
        (await app.FindAsync("apercu")).ShouldBeNull();
        foreach (var (path, body, status) in new[] { (id.ToString(), """{"at":"9999-12-31T23:59:59Z"}""", 400), (id.ToString(), """{"locale":"?"}""", 400), ("01900000-0000-7000-8000-00000000ffff", "{}", 404) })
            ((int)(await app.Admin().PostAsync($"/v1/campaigns/{path}:preview", new StringContent(body, null, "application/json"))).StatusCode).ShouldBe(status);

        async Task<JsonObject> PreviewAsync(object request)
        {
            using var response = await app.Admin().PostAsJsonAsync($"/v1/campaigns/{id}:preview", request);
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        }
    }

    private async Task<string> AddAsync(byte[] content)
    {
        using var response = await app.Admin().PostAsync("/v1/images", new ByteArrayContent(content));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["hash"]!;
    }

    /// <summary>The problem, or nothing.</summary>
    private async Task<string> SetAsync(Guid id, params object[] banners)
    {
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{id}/banners", new { banners });
        if (response.IsSuccessStatusCode)
            return "";
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static object Banner(string? image, string? imageAlt, object? theme, int weight = 1) => new
    {
        locale = "fr",
        dir = "ltr",
        title = "Un titre",
        text = "Un texte",
        action = "Agir",
        helplines = new[] { new { number = "3018", label = "Violences numériques" } },
        image,
        imageAlt,
        theme,
        weight,
    };
}
