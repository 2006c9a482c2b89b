using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Partners.Tests.Outbound;

/// <summary>Tests that move the service's time of day have a service of their own.</summary>
public sealed class RetryAfterTests(RetryAfterTests.PatientApp app) : IClassFixture<RetryAfterTests.PatientApp>
{
    [Fact]
    public async Task A_receiver_s_Retry_After_is_waited_for()
    {
        await using var receiver = await Receiver.StartAsync(
            Receiver.Answer(response =>
            {
                response.StatusCode = 429;
                response.Headers.RetryAfter = "3600";
            }),
            Receiver.Status(204));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var before = app.Clock.GetUtcNow();
        await app.TestAsync(subscription.Id);

        var waiting = await app.DeliveryAsync(subscription.Id, x => x.GetProperty("attempts").GetInt32() == 1);
        waiting.GetProperty("status").GetString().ShouldBe("pending");
        waiting.GetProperty("lastResult").GetString().ShouldBe("rate-limited");
        waiting.GetProperty("nextAttemptAt").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(before.AddSeconds(3600));

        app.Clock.Advance(TimeSpan.FromSeconds(3601));
        var delivered = await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        delivered.GetProperty("attempts").GetInt32().ShouldBe(2);
        receiver.Requests[1].Id.ShouldBe(receiver.Requests[0].Id);
        // Each attempt is signed with its own time.
        receiver.Requests[1].IsSignedWith(subscription.Secret, app.Clock).ShouldBeTrue();
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_is_a_timeout()
    {
        await using var receiver = await Receiver.StartAsync(Receiver.After(new TaskCompletionSource().Task));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("attempts").GetInt32() == 1);
        (await app.GetAsync($"/v1/deliveries/{delivery}")).GetProperty("attempts")[0].GetProperty("result").GetString().ShouldBe("timeout");
    }

    [Fact]
    public async Task A_rotated_secret_of_a_partner_is_good_until_its_grace_period_ends()
    {
        using var admin = app.Admin();
        using var rotated = await admin.PostAsync("/v1/partners/twitter/secrets:rotate", null);
        var answer = await rotated.Content.ReadFromJsonAsync<JsonElement>();
        var fresh = answer.GetProperty("secret").GetString()!;
        answer.GetProperty("previousValidUntil").GetDateTimeOffset().ShouldBe(app.Clock.GetUtcNow().AddHours(3), TimeSpan.FromMinutes(1));

        await SendAsync(PartnersApp.TwitterSecret, 202);
        await SendAsync(fresh, 202);
        app.Clock.Advance(TimeSpan.FromHours(3));
        await SendAsync(PartnersApp.TwitterSecret, 401);
        await SendAsync(fresh, 202);
    }

    private async Task SendAsync(string secret, int status)
    {
        using var answer = await app.SendAsync(new SignedWebhook { Partner = "twitter", Secret = secret, At = app.Clock.GetUtcNow() });
        ((int)answer.StatusCode).ShouldBe(status);
    }

    public sealed class PatientApp(TestServers servers) : PartnersApp(servers)
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
        [
            .. base.Settings(),
            new("Webhooks:RetrySchedule", "01:00:00 02:00:00"),
            new("Webhooks:Timeout", "00:00:00.7"),
            new("Webhooks:SecretGracePeriod", "03:00:00"),
        ];
    }
}
