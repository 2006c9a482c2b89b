using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts.Partners;

namespace Partners.Tests.Inbound;

[Collection(OneService.Name)]
public sealed class ReceiveEventsTests(PartnersApp app)
{
    private const string Queue = "analytics.partner-events";

    [Fact]
    public async Task A_signed_webhook_is_accepted_and_reaches_the_queue_once()
    {
        var webhook = new SignedWebhook { Body = SignedWebhook.Event("e-119", data: """{"count":3,"campaignId":"01900000-0000-7000-8000-000000000119"}""") };
        (await AcceptedAsync(webhook)).ShouldBe(1);
        (await AcceptedAsync(webhook)).ShouldBe(1);
        // A later webhook has come through: the second copy would have been there.
        await AcceptedAsync(new SignedWebhook { Id = $"{webhook.Id}-later" });

        var heard = new List<PartnerEventsReceived>();
        await Testing.Eventually.IsTrueAsync(async () =>
        {
            heard.AddRange(await app.DrainAsync<PartnerEventsReceived>(Queue));
            return heard.Exists(message => message.WebhookId == $"{webhook.Id}-later");
        });
        var message = heard.Where(x => x.WebhookId == webhook.Id).ShouldHaveSingleItem();
        message.Partner.ShouldBe("tiktok");
        message.Sandbox.ShouldBeFalse();
        var one = message.Events.ShouldHaveSingleItem();
        one.EventId.ShouldBe("e-119");
        one.Count.ShouldBe(3);
        one.CampaignId.ShouldBe(Guid.Parse("01900000-0000-7000-8000-000000000119"));
    }

    [Fact]
    public async Task A_batch_of_the_sandbox_is_marked_as_such()
    {
        var webhook = new SignedWebhook
        {
            Partner = "sandbox",
            Secret = PartnersApp.SandboxSecret,
            ContentType = "application/cloudevents-batch+json",
            Body = $"[{SignedWebhook.Event()},{SignedWebhook.Event()}]",
        };
        (await AcceptedAsync(webhook)).ShouldBe(2);
        var message = await app.HearAsync<PartnerEventsReceived>(Queue, x => x.WebhookId == webhook.Id);
        message.Sandbox.ShouldBeTrue();
        message.Events.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Copies_at_the_same_moment_are_taken_once()
    {
        var webhook = new SignedWebhook();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.SendAsync(webhook)));
        answers.Select(x => x.StatusCode).ShouldAllBe(status => status == HttpStatusCode.Accepted);
        (await app.ScalarAsync<long>($"select count(*) from received_webhooks where webhook_id = '{webhook.Id}'")).ShouldBe(1);
        await app.HearAsync<PartnerEventsReceived>(Queue, x => x.WebhookId == webhook.Id);
        (await app.DrainAsync<PartnerEventsReceived>(Queue)).ShouldNotContain(x => x.WebhookId == webhook.Id);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_a_conflict()
    {
        var webhook = new SignedWebhook();
        await AcceptedAsync(webhook);
        await RefusedAsync(webhook with { Body = SignedWebhook.Event() }, HttpStatusCode.Conflict, "another body");
        await AcceptedAsync(webhook);
    }

    [Fact]
    public async Task Different_bodies_under_one_id_at_the_same_moment_leave_one_winner()
    {
        var webhook = new SignedWebhook();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.SendAsync(webhook with { Body = SignedWebhook.Event() })));
        answers.Count(x => x.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Conflict).ShouldBe(9);
    }

    [Fact]
    public async Task One_id_may_come_from_two_partners()
    {
        var webhook = new SignedWebhook();
        await AcceptedAsync(webhook);
        await AcceptedAsync(webhook with { Partner = "twitter", Secret = PartnersApp.TwitterSecret, Body = SignedWebhook.Event() });
    }

    [Fact]
    public Task A_bad_signature_is_refused() => RefusedAsync(new SignedWebhook { Secret = PartnersApp.TwitterSecret }, HttpStatusCode.Unauthorized, "signature");

    [Fact]
    public Task An_unsigned_webhook_is_refused() => RefusedAsync(new SignedWebhook { Signature = "" }, HttpStatusCode.Unauthorized, "headers");

    [Fact]
    public Task A_stale_webhook_is_refused() =>
        RefusedAsync(new SignedWebhook { At = TimeProvider.System.GetUtcNow().AddMinutes(-6) }, HttpStatusCode.Unauthorized, "old");

    [Fact]
    public Task A_webhook_from_the_future_is_refused() =>
        RefusedAsync(new SignedWebhook { At = TimeProvider.System.GetUtcNow().AddMinutes(6) }, HttpStatusCode.Unauthorized, "future");

    [Fact]
    public Task An_unknown_partner_is_not_found() => RefusedAsync(new SignedWebhook { Partner = "nobody" }, HttpStatusCode.NotFound, "partner");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    public Task Another_content_type_is_refused(string contentType) =>
        RefusedAsync(new SignedWebhook { ContentType = contentType }, HttpStatusCode.UnsupportedMediaType, "application/cloudevents");

    [Fact]
    public async Task A_malformed_event_is_refused_by_its_index_and_may_come_again_mended()
    {
        var webhook = new SignedWebhook { ContentType = "application/json", Body = $$"""[{{SignedWebhook.Event()}},{"specversion":"1.0"}]""" };
        using var answer = await app.SendAsync(webhook);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("events[1]");
        (await AcceptedAsync(webhook with { Body = $"[{SignedWebhook.Event()}]" })).ShouldBe(1);
    }

    [Fact]
    public async Task A_body_of_256_KB_is_read_and_one_byte_more_is_too_large()
    {
        var frame = SignedWebhook.Event(data: """{"pad":""}""");
        var largest = SignedWebhook.Event(data: $$"""{"pad":"{{new string('x', 256 * 1024 - frame.Length)}}"}""");
        await AcceptedAsync(new SignedWebhook { Body = largest });
        await RefusedAsync(new SignedWebhook { Body = largest + " " }, HttpStatusCode.RequestEntityTooLarge, "256 KB");
        await RefusedAsync(new SignedWebhook { Body = new string('x', 2 * 1024 * 1024) }, HttpStatusCode.RequestEntityTooLarge, "256 KB");
    }

    [Fact]
    public async Task A_too_large_body_of_unknown_length_is_refused()
    {
        using var request = new SignedWebhook { Body = new string('x', 300 * 1024) }.Build();
        request.Headers.TransferEncodingChunked = true;
        request.Content!.Headers.ContentLength = null;
        using var client = app.Anonymous();
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private async Task<int> AcceptedAsync(SignedWebhook webhook)
    {
        using var answer = await app.SendAsync(webhook);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32();
    }

    private async Task RefusedAsync(SignedWebhook webhook, HttpStatusCode status, string why)
    {
        using var answer = await app.SendAsync(webhook);
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain(why);
    }
}
