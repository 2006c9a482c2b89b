using System.Net;
using System.Text.Json;
using Contracts.Banners;
using Contracts.Partners;
using Microsoft.AspNetCore.Http;

namespace Partners.Tests.Outbound;

[Collection(OneService.Name)]
public sealed class DeliveryTests(PartnersApp app)
{
    private const string Dashboard = "dashboard.activity";

    [Fact]
    public async Task A_paused_campaign_is_told_signed_and_as_a_CloudEvent()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["campaign.paused"]);
        var said = new CampaignPaused { CampaignId = Guid.NewGuid(), Revision = 4, OccurredAt = TimeProvider.System.GetUtcNow() };
        var messageId = Guid.CreateVersion7();
        await app.PublishAsync(said, messageId);

        var got = (await receiver.HearAsync(1))[0];
        got.IsSignedWith(subscription.Secret, TimeProvider.System).ShouldBeTrue();
        new StandardWebhooks.StandardWebhook(subscription.Secret).Verify(got.Text, got.Headers);
        got.Headers.ContentType.ToString().ShouldStartWith("application/cloudevents+json");
        using var body = JsonDocument.Parse(got.Body);
        body.RootElement.GetProperty("specversion").GetString().ShouldBe("1.0");
        body.RootElement.GetProperty("id").GetGuid().ShouldBe(messageId);
        body.RootElement.GetProperty("type").GetString().ShouldBe("campaign.paused");
        body.RootElement.GetProperty("data").GetProperty("campaignId").GetGuid().ShouldBe(said.CampaignId);
        body.RootElement.GetProperty("data").GetProperty("revision").GetInt64().ShouldBe(4);

        var delivery = await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        delivery.GetProperty("id").GetString().ShouldBe(got.Id);
        delivery.GetProperty("attempts").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_fails_twice_gets_the_same_id_and_body_each_time()
    {
        await using var receiver = await Receiver.StartAsync(Receiver.Status(500), Receiver.Status(404), Receiver.Status(200));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);

        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        receiver.Requests.Count.ShouldBe(3);
        receiver.Requests.Select(x => x.Id).Distinct(StringComparer.Ordinal).ShouldBe([delivery.ToString()]);
        receiver.Requests.Select(x => x.Text).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        receiver.Requests.ShouldAllBe(x => x.IsSignedWith(subscription.Secret, TimeProvider.System));
        var attempts = (await app.GetAsync($"/v1/deliveries/{delivery}")).GetProperty("attempts").EnumerateArray().ToList();
        attempts.Select(x => x.GetProperty("number").GetInt32()).ShouldBe([1, 2, 3]);
        attempts.Select(x => x.GetProperty("result").GetString()).ShouldBe(["server-error", "rejected", "delivered"]);
        attempts.Select(x => x.GetProperty("statusCode").GetInt32()).ShouldBe([500, 404, 200]);
    }

    [Fact]
    public async Task After_the_last_attempt_the_failure_is_announced_and_a_replay_has_a_new_schedule()
    {
        await using var receiver = await Receiver.StartAsync(
            Receiver.Status(503), Receiver.Status(503), Receiver.Status(503), Receiver.Status(503), Receiver.Status(503), Receiver.Status(204));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);

        var failed = await app.HearAsync<DeliveryFailed>(Dashboard, x => x.DeliveryId == delivery);
        failed.Attempts.ShouldBe(4);
        failed.Reason.ShouldBe("server-error");
        failed.Partner.ShouldBe("tiktok");
        (await app.GetAsync($"/v1/deliveries?subscription={subscription.Id}&status=failed")).GetProperty("items").GetArrayLength().ShouldBe(1);

        await app.ReplayAsync(delivery);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        receiver.Requests.Count.ShouldBe(6);
        receiver.Requests.Select(x => x.Id).Distinct(StringComparer.Ordinal).ShouldBe([delivery.ToString()]);
    }

    [Fact]
    public async Task A_delivered_webhook_can_be_replayed()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        await app.ReplayAsync(delivery);
        var heard = await receiver.HearAsync(2);
        heard[1].Id.ShouldBe(heard[0].Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("attempts").GetInt32() == 2);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_switched_off()
    {
        await using var receiver = await Receiver.StartAsync(Receiver.Status(410), Receiver.Status(204));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        await app.TestAsync(subscription.Id);

        (await app.HearAsync<SubscriptionDisabled>(Dashboard, x => x.SubscriptionId == subscription.Id)).Reason.ShouldContain("410");
        var row = (await app.GetAsync("/v1/subscriptions")).EnumerateArray().Single(x => x.GetProperty("id").GetGuid() == subscription.Id);
        row.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        using var client = app.Admin();
        using (var refused = await client.PostAsync($"/v1/subscriptions/{subscription.Id}:test", null))
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        receiver.Requests.Count.ShouldBe(1);

        using (var enabled = await client.PostAsync($"/v1/subscriptions/{subscription.Id}:enable", null))
            enabled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await app.TestAsync(subscription.Id);
        await receiver.HearAsync(2);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync(Receiver.Answer(response => response.Redirect(target.Url.ToString(), permanent: false, preserveMethod: true)), Receiver.Status(204));
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "delivered");
        target.Requests.ShouldBeEmpty();
        (await app.GetAsync($"/v1/deliveries/{delivery}")).GetProperty("attempts")[0].GetProperty("result").GetString().ShouldBe("redirected");
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        var receiver = await Receiver.StartAsync();
        var url = receiver.Url;
        await receiver.DisposeAsync();
        var subscription = await app.SubscribeAsync(url, ["webhook.test"]);
        var delivery = await app.TestAsync(subscription.Id);
        await app.DeliveryAsync(subscription.Id, x => x.GetProperty("status").GetString() == "failed");
        var attempts = (await app.GetAsync($"/v1/deliveries/{delivery}")).GetProperty("attempts").EnumerateArray().ToList();
        attempts.Count.ShouldBe(4);
        attempts.ShouldAllBe(x => x.GetProperty("result").GetString() == "unreachable");
    }

    [Fact]
    public async Task During_a_rotation_both_secrets_sign()
    {
        await using var receiver = await Receiver.StartAsync();
        var subscription = await app.SubscribeAsync(receiver.Url, ["webhook.test"]);
        using var client = app.TikTok();
        using var rotated = await client.PostAsync($"/v1/subscriptions/{subscription.Id}/secrets:rotate", null);
        rotated.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = JsonDocument.Parse(await rotated.Content.ReadAsStringAsync());
        await app.TestAsync(subscription.Id);

        var got = (await receiver.HearAsync(1))[0];
        got.Signatures.Length.ShouldBe(2);
        got.IsSignedWith(subscription.Secret, TimeProvider.System).ShouldBeTrue();
        got.IsSignedWith(answer.RootElement.GetProperty("secret").GetString()!, TimeProvider.System).ShouldBeTrue();
    }
}
