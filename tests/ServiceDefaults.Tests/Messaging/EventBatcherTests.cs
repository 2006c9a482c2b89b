using Contracts.Banners;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Probe;
using RabbitMQ.Client;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class EventBatcherTests(TestServers servers)
{
    private static readonly Uri Nowhere = new("amqp://guest:guest@127.0.0.1:1");

    [Fact]
    public async Task Events_recorded_together_leave_as_few_messages_and_none_is_missing()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), messaging);
        var batcher = probe.Services.GetRequiredService<EventBatcher<BannerEvent>>();

        var accepted = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => batcher.RecordAsync(ProbeService.Event())));

        accepted.ShouldAllBe(x => x);
        var (messages, outboxed) = (await DepthAsync(messaging), await probe.CountOutboxAsync());
        (messages + outboxed).ShouldBeInRange(1, 100);
    }

    [Fact]
    public async Task Without_a_broker_an_event_is_durable_in_the_outbox_and_leaves_later()
    {
        var database = await servers.CreateDatabaseAsync();
        await using (var cutOff = await ProbeService.StartAsync(database, Nowhere))
        {
            var batcher = cutOff.Services.GetRequiredService<EventBatcher<BannerEvent>>();
            (await batcher.RecordAsync(ProbeService.Event())).ShouldBeTrue();
            (await cutOff.CountOutboxAsync()).ShouldBe(1);
            cutOff.Services.GetRequiredService<BrokerCircuit>().IsOpen.ShouldBeTrue();
        }

        var messaging = await servers.CreateVirtualHostAsync();
        await using var probe = await ProbeService.StartAsync(database, messaging);

        await Eventually.IsTrueAsync(async () => await DepthAsync(messaging) == 1);
        await Eventually.IsTrueAsync(async () => await probe.CountOutboxAsync() == 0);
    }

    [Fact]
    public async Task A_broker_that_stands_still_is_not_waited_for_until_its_time_limit()
    {
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), Nowhere, configure: builder => builder.Logging.AddFakeLogging());

        (await probe.Services.GetRequiredService<EventBatcher<BannerEvent>>().RecordAsync(ProbeService.Event())).ShouldBeTrue();

        var logs = probe.Services.GetFakeLogCollector();
        logs.GetSnapshot().ShouldNotContain(record => record.Message.Contains("did not take a batch"), "the event is durable before the broker has failed");
        await Eventually.IsTrueAsync(() => logs.GetSnapshot().Any(record => record.Message.Contains("did not take a batch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_broker_and_database_an_event_is_refused_and_not_promised()
    {
        await using var probe = await ProbeService.StartAsync("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", Nowhere, waitForDatabase: false);

        (await probe.Services.GetRequiredService<EventBatcher<BannerEvent>>().RecordAsync(ProbeService.Event())).ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_flushes_what_waits()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        Task<bool>[] recorded;
        await using (var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), messaging))
        {
            var batcher = probe.Services.GetRequiredService<EventBatcher<BannerEvent>>();
            recorded = [.. Enumerable.Range(0, 600).Select(_ => batcher.RecordAsync(ProbeService.Event()))];
        }

        (await Task.WhenAll(recorded)).ShouldAllBe(x => x);
    }

    private static async Task<int> DepthAsync(Uri messaging)
    {
        await using var connection = await new ConnectionFactory { Uri = messaging }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var queue = Subscriptions.AnalyticsBannerEvents.Queue;
        var declared = await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = Topology.NeverDrop },
            cancellationToken: TestContext.Current.CancellationToken);
        return (int)declared.MessageCount;
    }
}
