using System.Net;
using System.Net.Http.Json;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class RateLimitTests(BannersApp app)
{
    [Fact]
    public async Task Who_asks_too_much_without_a_key_gets_429_and_a_click_still_lands()
    {
        await using var strict = new BannersReplica(app.Database, app.Messaging.ToString(), Path.Combine(app.Folder, "state"), new KeyValuePair<string, string>("RateLimits:AddressPerSecond", "1"));
        var client = strict.Anonymous();
        var click = (await app.DecideAsync("#119")).ClickUrl;

        HttpResponseMessage last;
        do
            last = await client.PostAsJsonAsync("/v1/decisions", new { query = "#119", locale = "fr", partner = "tiktok" });
        while (last.IsSuccessStatusCode);

        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Headers.RetryAfter.ShouldNotBeNull();
        last.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var landed = await client.GetAsync(click);
        landed.Headers.Location.ShouldBe(new Uri("https://content.test/fr/119"));
    }

    [Fact]
    public async Task A_partners_own_limit_holds_with_its_key()
    {
        await using var strict = new BannersReplica(app.Database, app.Messaging.ToString(), Path.Combine(app.Folder, "state"), new KeyValuePair<string, string>("RateLimits:PartnerPerSecond", "1"));
        var client = strict.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", BannersApp.PartnerKey);

        HttpStatusCode last;
        do
            last = (await client.PostAsJsonAsync("/v1/decisions", new { query = "recette", locale = "fr", partner = "tiktok" })).StatusCode;
        while (last is HttpStatusCode.NoContent);

        last.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
