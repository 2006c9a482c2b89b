using System.Net;
using System.Text.RegularExpressions;

namespace Content.Tests.SafetyCentre;

[Collection(OneService.Name)]
public sealed partial class PageTests(ContentApp app)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("fr", "Appeler le", "confidentiel", "facture", "langue des signes", "Quitter vite", "7 novembre 2025", "moins de 21 ans", "Les appels des mineurs passent en premier")]
    [InlineData("en", "Call", "confidential", "phone bill", "French Sign Language", "Leave quickly", "7 November 2025", "under 21", "Calls from children come first")]
    public async Task The_page_has_all_needed_information(string language, params string[] words)
    {
        var page = await ReadAsync($"/{language}/119");

        page.ShouldContain($"<html lang=\"{language}\">");
        foreach (var number in new[] { "tel:119", "tel:17", "tel:112", "sms:114", "tel:3018", "tel:3114", "tel:116000", "tel:3919" })
            page.ShouldContain($"href=\"{number}\"");
        foreach (var word in words)
            page.ShouldContain(word);
        page.ShouldContain("href=\"https://neutral.example/\"");
    }

    [Theory]
    [InlineData("/fr/119")]
    [InlineData("/en/119")]
    [InlineData("/de/119")]
    public async Task Nothing_comes_from_elsewhere_and_nothing_is_inline(string path)
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        LoadedAddress().Matches(page).Select(x => x.Groups[1].Value).ShouldAllBe(address => address.StartsWith('/'));
        LinkElement().Matches(page).Select(x => x.Groups[1].Value).ShouldAllBe(address => address.StartsWith('/'));
        page.ShouldNotContain("<style");
        page.ShouldNotContain(" style=");
        InlineHandler().IsMatch(page).ShouldBeFalse();
        InlineScript().IsMatch(page).ShouldBeFalse();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(Policy);
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Page_style_and_script_are_under_30_kilobytes_even_uncompressed()
    {
        var page = await ReadAsync("/fr/119");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(page);
        using var client = app.Anonymous();
        foreach (var asset in LoadedAddress().Matches(page).Concat(LinkElement().Matches(page)).Select(x => x.Groups[1].Value).Where(x => x.StartsWith("/assets/", StringComparison.Ordinal)).Distinct())
        {
            using var answer = await client.GetAsync(asset);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, asset);
            answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        bytes.ShouldBeLessThan(30_000);
    }

    [Theory]
    [InlineData("en-GB,en;q=0.8", "/en/119")]
    [InlineData("de,en;q=0.5,fr;q=0.2", "/en/119")]
    [InlineData("fr", "/fr/119")]
    [InlineData("ja", "/fr/119")]
    [InlineData("%%%", "/fr/119")]
    [InlineData(null, "/fr/119")]
    public async Task The_root_leads_to_the_reader_s_language(string? accepted, string target)
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe(target);
    }

    [Theory]
    [InlineData("/de/119")]
    [InlineData("/FR2/119")]
    [InlineData("/%F0%9F%98%80/119")]
    [InlineData("/v/01900000-0000-7000-8000-000000000001")]
    [InlineData("/no/such/page")]
    public async Task A_wrong_address_is_a_page_in_words_with_the_number(string path)
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldBe(Policy);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("tel:119");
        page.ShouldContain("Cette page n’existe pas");
        page.ShouldContain("This page does not exist");
    }

    [Fact]
    public async Task A_program_that_asks_for_a_wrong_address_gets_a_problem()
    {
        using var client = app.Anonymous();

        using var answer = await client.GetAsync("/v1/nothing");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_page_can_be_asked_for_by_HEAD()
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/fr/119");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> ReadAsync(string path)
    {
        using var client = app.Anonymous();
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("(?:src|poster|srcset|action|data)=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex LoadedAddress();

    [GeneratedRegex("<link [^>]*href=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex LinkElement();

    [GeneratedRegex(" on[a-z]+=", RegexOptions.None, 1000)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("<script(?![^>]*src=)", RegexOptions.None, 1000)]
    private static partial Regex InlineScript();
}
