using System.Net;
using System.Net.Http.Json;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class DecideBannerTests(BannersApp app)
{
    [Theory]
    [InlineData("#119")]
    [InlineData("Allô, enfance-en-danger !")]
    public async Task A_search_for_help_brings_the_banner_of_119(string query)
    {
        var decision = await app.DecideAsync(query);

        decision.CampaignId.ShouldBe(BannersApp.CampaignId);
        decision.Campaign.ShouldBe("119 – Enfance en danger");
        decision.Banner.Locale.ShouldBe("fr");
        decision.Banner.Dir.ShouldBe("ltr");
        decision.Banner.Helplines.Select(helpline => helpline.Href).ShouldBe(["tel:119", "tel:17"]);
        decision.DecisionId.Version.ShouldBe(7);
        decision.ViewableUrl.AbsolutePath.ShouldBe($"{decision.ImpressionUrl.AbsolutePath}:viewable");
    }

    [Theory]
    [InlineData("119 euros")]
    [InlineData("recette de crêpes")]
    [InlineData("")]
    public async Task Any_other_search_brings_nothing(string query)
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = query + " ", locale = "fr", partner = "tiktok" });

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("fr-CA", "fr")]
    [InlineData("de", "fr")]
    public async Task The_banner_speaks_the_searchers_language_or_the_campaigns(string asked, string shown) =>
        (await app.DecideAsync("#119", locale: asked)).Banner.Locale.ShouldBe(shown);

    [Fact]
    public async Task A_search_longer_than_256_characters_is_cut_not_refused() =>
        (await app.FindAsync("#119 " + new string('x', 5_000))).ShouldNotBeNull();

    [Theory]
    [InlineData("""{"locale":"fr","partner":"tiktok"}""")]
    [InlineData("""{"query":"#119","locale":"fr"}""")]
    [InlineData("""{"query":"#119","locale":"fr","partner":""}""")]
    [InlineData("""{"query":"#119","locale":"not a locale","partner":"tiktok"}""")]
    [InlineData("""{"query":"#119","partner":"tiktok","country":"France"}""")]
    [InlineData("""{"query":"#119","partner":"tiktok","region":"<script>"}""")]
    [InlineData("""{"query": 119 """)]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_is_missing_or_wrong_is_a_400_problem(string body)
    {
        using var response = await app.Anonymous().PostAsync("/v1/decisions", new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_partner_that_nobody_knows_is_a_404_problem() =>
        (await PostAsync(app.Anonymous(), "nobody")).ShouldBe((HttpStatusCode.NotFound, "application/problem+json"));

    [Fact]
    public async Task The_key_of_another_partner_is_a_403_problem() =>
        (await PostAsync(app.WithKey(BannersApp.PartnerKey), "twitter")).ShouldBe((HttpStatusCode.Forbidden, "application/problem+json"));

    [Fact]
    public async Task A_key_that_nobody_has_is_a_401_problem() =>
        (await PostAsync(app.WithKey("wrong"), "tiktok")).ShouldBe((HttpStatusCode.Unauthorized, "application/problem+json"));

    [Fact]
    public async Task There_is_no_form_that_puts_a_search_into_an_address()
    {
        using var response = await app.Anonymous().GetAsync("/v1/decisions?query=%23119&partner=tiktok");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_partners_web_origin_may_ask_and_another_may_not()
    {
        (await AllowedOriginAsync(BannersApp.PartnerOrigin)).ShouldBe(BannersApp.PartnerOrigin);
        (await AllowedOriginAsync("https://elsewhere.test")).ShouldBeNull();
    }

    private async Task<string?> AllowedOriginAsync(string origin)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/decisions")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", "content-type" } },
        };
        using var response = await app.Anonymous().SendAsync(preflight);
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }

    private static async Task<(HttpStatusCode Status, string? Type)> PostAsync(HttpClient client, string partner)
    {
        using var response = await client.PostAsJsonAsync("/v1/decisions", new { query = "#119", locale = "fr", partner });
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType);
    }
}
