using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Partners.Tests.Subscriptions;

[Collection(OneService.Name)]
public sealed class SubscriptionTests(PartnersApp app)
{
    private static readonly Uri Url = new("https://receiver.example/hook");

    [Fact]
    public async Task A_partner_sees_and_touches_only_its_own()
    {
        var mine = await app.SubscribeAsync(Url, ["campaign.paused"]);
        await using var receiver = await Receiver.StartAsync();
        var theirs = await app.SubscribeAsync(receiver.Url, ["webhook.test"], "twitter");
        var delivery = await app.TestAsync(theirs.Id);
        await app.DeliveryAsync(theirs.Id, x => x.GetProperty("status").GetString() == "delivered");

        using var tikTok = app.TikTok();
        var seen = (await tikTok.GetFromJsonAsync<JsonElement>("/v1/subscriptions?partner=twitter")).GetArrayLength();
        seen.ShouldBe(0);
        var own = (await tikTok.GetFromJsonAsync<JsonElement>("/v1/subscriptions")).EnumerateArray().ToList();
        own.ShouldContain(x => x.GetProperty("id").GetGuid() == mine.Id);
        own.ShouldAllBe(x => x.GetProperty("partner").GetString() == "tiktok");
        (await tikTok.GetFromJsonAsync<JsonElement>($"/v1/deliveries?subscription={theirs.Id}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var address in new[] { $"/v1/subscriptions/{theirs.Id}:test", $"/v1/subscriptions/{theirs.Id}:enable", $"/v1/subscriptions/{theirs.Id}/secrets:rotate", $"/v1/deliveries/{delivery}:replay" })
            (await tikTok.PostAsync(address, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        (await tikTok.GetAsync($"/v1/deliveries/{delivery}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await tikTok.DeleteAsync($"/v1/subscriptions/{theirs.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var twitter = app.Twitter();
        (await twitter.GetAsync($"/v1/deliveries/{delivery}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await twitter.DeleteAsync($"/v1/subscriptions/{theirs.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.ScalarAsync<long>($"select count(*) from deliveries where subscription_id = '{theirs.Id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_partner_subscribes_only_itself()
    {
        using var tikTok = app.TikTok();
        using (var own = await tikTok.PostAsJsonAsync("/v1/subscriptions", new { partner = "tiktok", url = Url, eventTypes = new[] { "campaign.paused" } }))
            own.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var other = await tikTok.PostAsJsonAsync("/v1/subscriptions", new { partner = "twitter", url = Url, eventTypes = new[] { "campaign.paused" } }))
            other.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = app.Anonymous();
        (await nobody.PostAsJsonAsync("/v1/subscriptions", new { partner = "tiktok", url = Url, eventTypes = new[] { "campaign.paused" } })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("/v1/deliveries")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"partner":"tiktok","url":"https://r.example/","eventTypes":["campaign.deleted"]}""", 400)]
    [InlineData("""{"partner":"tiktok","url":"https://r.example/","eventTypes":[]}""", 400)]
    [InlineData("""{"partner":"tiktok","url":"","eventTypes":["campaign.paused"]}""", 400)]
    [InlineData("""{"partner":"tiktok"}""", 400)]
    [InlineData("""{"partner":""", 400)]
    [InlineData("""{"partner":"nobody","url":"https://r.example/","eventTypes":["campaign.paused"]}""", 404)]
    public async Task A_wrong_subscription_is_explained(string body, int status)
    {
        using var client = app.Admin();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/subscriptions", content);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/v1/deliveries?status=lost")]
    [InlineData("/v1/deliveries?status=0")]
    [InlineData("/v1/deliveries?limit=0")]
    [InlineData("/v1/deliveries?limit=201")]
    [InlineData("/v1/deliveries?subscription=x")]
    public async Task A_wrong_question_about_deliveries_is_explained(string address)
    {
        using var client = app.Admin();
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Deliveries_come_in_pages()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var deliveries = new List<Guid>();
        for (var i = 0; i < 3; i++)
            deliveries.Add(await app.TestAsync(subscription.Id));
        deliveries.Reverse();
        var first = await app.GetAsync($"/v1/deliveries?subscription={subscription.Id}&limit=2");
        var second = await app.GetAsync($"/v1/deliveries?subscription={subscription.Id}&limit=2&before={first.GetProperty("next").GetGuid()}");
        Ids(first).Concat(Ids(second)).Order().ShouldBe(deliveries.Order());
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(x => x.GetProperty("id").GetGuid());
    }
}
