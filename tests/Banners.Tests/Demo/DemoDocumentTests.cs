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

    [Fact]
    public async Task The_script_may_be_loaded_from_anywhere_and_is_small()
    {
        using var response = await app.Anonymous().GetAsync("/embed.js");

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        (await response.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(10_000);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/embed.js") { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        (await app.Anonymous().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_partner_that_is_no_id_does_not_get_into_the_page() =>
        (await app.Anonymous().GetStringAsync("/demo?partner=%22%3E%3Cscript%3E")).ShouldContain("partner=\"tiktok\"");
}
