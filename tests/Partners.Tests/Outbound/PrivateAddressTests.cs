using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Partners.Tests.Outbound;

/// <summary>As in production: private addresses are not allowed.</summary>
public sealed class PrivateAddressTests(PrivateAddressTests.GuardedApp app) : IClassFixture<PrivateAddressTests.GuardedApp>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    public async Task A_webhook_to_a_private_address_is_blocked_when_it_connects(string host)
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(new Uri($"https://{host}:{receiver.Url.Port}/"), ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "failed");
        var attempts = (await app.GetAsync($"/v1/deliveries/{delivery}")).GetProperty("attempts").EnumerateArray().ToList();
        attempts.ShouldHaveSingleItem().GetProperty("result").GetString().ShouldBe("blocked");
        receiver.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_unreachable_and_not_blocked()
    {
        var subscription = await app.SubscribeAsync(new Uri("https://nobody.invalid/"), ["webhook.test"]);
        await app.TestAsync(subscription.Id);
        (await app.DeliveryAsync(subscription.Id, x => x.GetProperty("attempts").GetInt32() == 1)).GetProperty("lastResult").GetString().ShouldBe("unreachable");
    }

    [Theory]
    [InlineData("http://example.org/hook", "https")]
    [InlineData("ftp://example.org/hook", "https")]
    [InlineData("file:///etc/passwd", "absolute")]
    [InlineData("/hook", "absolute")]
    [InlineData("https://user:password@example.org/", "user name")]
    [InlineData("https://example.org/#part", "fragment")]
    public async Task An_address_that_is_not_plain_https_is_refused(string url, string why)
    {
        using var client = app.Admin();
        using var answer = await client.PostAsJsonAsync("/v1/subscriptions", new { partner = "tiktok", url, eventTypes = new[] { "webhook.test" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("url")[0].GetString()!.ShouldContain(why);
    }

    public sealed class GuardedApp(TestServers servers) : PartnersApp(servers)
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Webhooks:AllowPrivateAddresses", "false")];
    }
}
