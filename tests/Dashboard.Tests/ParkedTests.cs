using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Browsing;
using Microsoft.Playwright;
using RabbitMQ.Client;
using ServiceDefaults.Messaging;
using Testing;

namespace Dashboard.Tests;

public sealed class ParkedTests(DashboardApp app, Chromium chromium) : IClassFixture<DashboardApp>
{
    private const string Canary = "mon-pere-me-tape-canary";
    private static readonly string Queue = Subscriptions.AnalyticsBannerEvents.Queue;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_parked_is_listed_with_type_and_reason_and_without_what_it_carries()
    {
        await ParkAsync(Queue, Envelope("BannerEventsRecorded"), "System.FormatException", $"The value \"{Canary}\" is no number, nor is '{Canary} again' at L'Hôpital");
        await ParkAsync(Queue, $"{{ {Canary}", "System.Runtime.Serialization.SerializationException", "An error occurred");
        using var client = app.AdminProgram();

        var listed = await client.GetStringAsync(new Uri("/v1/parked", UriKind.Relative), Cancelled);

        listed.ShouldNotContain(Canary);
        var queue = JsonNode.Parse(listed)!["queues"]!.AsArray().Single(x => x!["queue"]!.GetValue<string>() == Queue)!;
        queue["count"]!.GetValue<long>().ShouldBe(2);
        queue["first"]![0]!["type"]!.GetValue<string>().ShouldBe("BannerEventsRecorded");
        queue["first"]![0]!["reason"]!.GetValue<string>().ShouldBe("FormatException: The value … is no number, nor is … at L'Hôpital");
        queue["first"]![0]!["parkedAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
        queue["first"]![1]!["type"].ShouldBeNull();
        // Looking takes nothing away.
        (await client.GetStringAsync(new Uri("/v1/parked", UriKind.Relative), Cancelled)).ShouldContain("\"count\":2");
        await DepthAsync($"{Queue}_error", purge: true);
    }

    [Fact]
    public async Task Replayed_messages_are_back_in_their_queue_as_they_came()
    {
        var queue = Subscriptions.PartnersOutbound.Queue;
        await ParkAsync(queue, Envelope("CampaignPaused"), "System.FormatException", "no");
        await ParkAsync(queue, Envelope("CampaignPaused"), "System.FormatException", "no");
        using var client = app.AdminProgram();

        using var answer = await client.PostAsync(new Uri($"/v1/parked/{queue}:replay", UriKind.Relative), null, Cancelled);

        (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["replayed"]!.GetValue<int>().ShouldBe(2);
        await DepthAsync($"{queue}_error", expected: 0);
        await OnChannelAsync(async channel =>
        {
            var message = await channel.BasicGetAsync(queue, autoAck: true, Cancelled);
            Encoding.UTF8.GetString(message!.Body.Span).ShouldBe(Envelope("CampaignPaused"));
            message.BasicProperties.MessageId.ShouldBe("m-1");
            message.BasicProperties.Headers!.Keys.Where(x => x.StartsWith("MT-Fault", StringComparison.Ordinal)).ShouldBeEmpty();
            message.BasicProperties.Headers["traceparent"].ShouldNotBeNull();
        });
    }

    [Fact]
    public async Task Only_the_admin_replays_by_program_and_only_queues_that_exist()
    {
        using var visitor = app.Visitor();
        (await visitor.GetAsync(new Uri("/v1/parked", UriKind.Relative), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var author = await app.SignedInAsync("auteur");
        (await author.GetAsync(new Uri("/v1/parked", UriKind.Relative), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await author.PostAsync(new Uri($"/v1/parked/{Queue}:replay", UriKind.Relative), null, Cancelled)).StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        using var admin = app.AdminProgram();
        (await admin.PostAsync(new Uri("/v1/parked/nobodys.queue:replay", UriKind.Relative), null, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.PostAsync(new Uri($"/v1/parked/{Subscriptions.ContentPartners.Queue}:replay", UriKind.Relative), null, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_approver_puts_messages_back_on_the_system_page_and_an_author_only_sees_them()
    {
        var queue = Subscriptions.AnalyticsCampaigns.Queue;
        await ParkAsync(queue, Envelope("CampaignPublished"), "System.InvalidOperationException", "A revision is never negative.");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/system");
        await page.InteractiveAsync();
        var card = page.Locator($"[data-parked='{queue}']");
        await Assertions.Expect(card).ToContainTextAsync("InvalidOperationException: A revision is never negative.");
        (await card.Locator("button").CountAsync()).ShouldBe(0);

        await using var other = await chromium.OpenAsync(app.Address);
        page = other.Page;
        await page.SignInAsync("approbatrice", "/system");
        await page.InteractiveAsync();
        card = page.Locator($"[data-parked='{queue}']");
        await card.WaitForAsync();
        await page.KeepAsync("parked", fullPage: true);
        await other.ShouldBeAccessibleAsync();
        await card.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("de nouveau dans leur file");
        await Assertions.Expect(card).ToHaveCountAsync(0);
        await DepthAsync(queue, expected: 1);
    }

    private static string Envelope(string type) => $$"""{"messageId":"m-1","messageType":["urn:message:Contracts.Banners:{{type}}"],"message":{"query":"{{Canary}}"} }""";

    private Task ParkAsync(string queue, string body, string kind, string reason) => OnChannelAsync(async channel =>
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000_000L };
        await channel.QueueDeclareAsync($"{queue}_error", durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Cancelled);
        var properties = new BasicProperties
        {
            MessageId = "m-1",
            Persistent = true,
            Headers = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["MT-Fault-ExceptionType"] = kind,
                ["MT-Fault-Message"] = reason,
                ["MT-Fault-Timestamp"] = "2026-05-04T08:00:00.0000000Z",
                ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            },
        };
        await channel.BasicPublishAsync("", $"{queue}_error", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
    });

    private Task DepthAsync(string queue, uint expected = 0, bool purge = false) => OnChannelAsync(async channel =>
    {
        if (purge)
            await channel.QueuePurgeAsync(queue, Cancelled);
        await Eventually.IsTrueAsync(async () => (await channel.QueueDeclarePassiveAsync(queue, Cancelled)).MessageCount == expected, Cancelled);
    });

    private async Task OnChannelAsync(Func<IChannel, Task> work)
    {
        await using var connection = await new ConnectionFactory { Uri = app.Messaging }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancelled);
        await work(channel);
    }
}
