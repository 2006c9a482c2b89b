using System.Net;

namespace Banners.Tests.Demo;

[Collection<BannersCollection>]
public sealed class DemoDocumentTests(BannersApp app)
{
    [Theory]
    [InlineData("/demo", null, "fr")]
    [InlineData("/demo", "de,en;q=0.8,fr;q=0.5", "en")]
    [InlineData("/demo?lang=en", "fr", "en")]
    [InlineData("/demo?lang=xx", "en", "fr")]
    public async Task The_page_speaks_the_language_that_was_asked_for(string path, string? accepted, string lang)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.AcceptLanguage.ParseAdd(accepted);

        using var response = await app.Anonymous().SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLanguage.ShouldBe([lang]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{lang}\"");
    }

    [Theory]
    [InlineData("/embed.js", "gzip")]
    [InlineData("/embed.js", "br")]
    [InlineData("/embed.js", "identity")]
    [InlineData("/matcher.js", "gzip")]
    [InlineData("/matcher.js", "br")]
    public async Task Both_scripts_may_be_loaded_from_anywhere_and_are_small(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", encoding } } };
        using var response = await app.Anonymous().SendAsync(request);

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        response.Content.Headers.ContentEncoding.ShouldBe(encoding == "identity" ? [] : [encoding]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        var length = (await response.Content.ReadAsByteArrayAsync()).Length;
        TestContext.Current.SendDiagnosticMessage($"{path} {encoding}: {length} bytes");
        if (encoding != "identity")
            length.ShouldBeLessThanOrEqualTo(10_000);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        (await app.Anonymous().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_partner_that_is_no_id_does_not_get_into_the_page() =>
        (await app.Anonymous().GetStringAsync("/demo?partner=%22%3E%3Cscript%3E")).ShouldContain("partner=\"tiktok\"");
}
