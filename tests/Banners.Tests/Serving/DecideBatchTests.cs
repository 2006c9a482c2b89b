using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class DecideBatchTests(BannersApp app)
{
    [Fact]
    public async Task Each_search_has_its_answer_in_the_order_of_the_request()
    {
        var answers = await DecideAsync(app.Anonymous(), One("crêpes faciles"), One("#119"), One("bus 119"), One("allo enfance en danger", locale: "en"));

        answers.Select(answer => answer?.Banner.Locale).ShouldBe([null, "fr", null, "en"]);
        answers.OfType<BannersApp.Decision>().Select(answer => answer.DecisionId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_hundred_searches_are_answered_and_no_more()
    {
        (await DecideAsync(app.Anonymous(), [.. Enumerable.Repeat(One("#119"), 100)])).Count.ShouldBe(100);
        (await StatusAsync(new { decisions = Enumerable.Repeat(One("#119"), 101) })).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(new { decisions = Array.Empty<object>() })).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(new { decisions = new object?[] { One("#119"), null } })).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task One_wrong_search_refuses_all_and_says_which()
    {
        using var response = await PostAsync(app.Anonymous(), new { decisions = new[] { One("#119"), One("#119", locale: "not a locale") } });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["Decisions[1].Locale"]);
    }

    [Fact]
    public async Task A_batch_is_for_one_partner_and_its_key_for_no_other()
    {
        (await StatusAsync(new { decisions = new[] { One("#119"), One("#119", partner: "twitter") } })).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(new { decisions = new[] { One("#119", partner: "twitter") } }, BannersApp.PartnerKey)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(new { decisions = new[] { One("#119", partner: "nobody") } })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_batch_weighs_as_much_as_its_searches()
    {
        await using var strict = new BannersReplica(app.Database, app.Messaging.ToString(), Path.Combine(app.Folder, "state"), new KeyValuePair<string, string>("RateLimits:AddressPerSecond", "60"));
        var client = strict.Anonymous();

        (await DecideAsync(client, [.. Enumerable.Repeat(One("#119"), 100)])).Count.ShouldBe(100);
        using var second = await PostAsync(client, new { decisions = Enumerable.Repeat(One("#119"), 100) });

        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static object One(string query, string locale = "fr", string partner = "tiktok") => new { query, locale, partner };

    private static async Task<IReadOnlyList<BannersApp.Decision?>> DecideAsync(HttpClient client, params object[] decisions)
    {
        using var response = await PostAsync(client, new { decisions });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return (await response.Content.ReadFromJsonAsync<Answers>())!.Decisions;
    }

    private async Task<HttpStatusCode> StatusAsync(object body, string? key = null)
    {
        using var response = await PostAsync(key is null ? app.Anonymous() : app.WithKey(key), body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body) => client.PostAsJsonAsync("/v1/decisions:batch", body);

    private sealed record Answers(IReadOnlyList<BannersApp.Decision?> Decisions);
}
