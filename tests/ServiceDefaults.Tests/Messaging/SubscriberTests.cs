using System.Diagnostics.Metrics;
using System.Text;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Probe;
using RabbitMQ.Client;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class SubscriberTests(TestServers servers)
{
    private static readonly Subscription First = Subscriptions.AnalyticsCampaigns;
    private static readonly Subscription Second = Subscriptions.PartnersOutbound;

    [Fact]
    public async Task Two_subscribers_that_have_never_run_miss_nothing()
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();
        await using (var publisher = await ProbeService.StartAsync(database, messaging))
        {
            await publisher.AddAsync(ProbeService.Paused(1));
            await Eventually.IsTrueAsync(async () => await publisher.CountOutboxAsync() == 0);
        }

        await using var subscribers = await ProbeService.StartAsync(database, messaging, [First, Second]);

        await Eventually.IsTrueAsync(async () => (await subscribers.SightingsAsync()).Count == 2);
        (await subscribers.SightingsAsync()).Select(x => x.Queue).ShouldBe([First.Queue, Second.Queue], ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_delivered_twice_runs_once()
    {
        await using var probe = await StartAsync();
        var bus = probe.Services.GetRequiredService<IBus>();
        var id = Guid.CreateVersion7();
        var message = ProbeService.Paused(5);

        await bus.PublishDurablyAsync(message, message.GetType(), id, TestContext.Current.CancellationToken);
        await bus.PublishDurablyAsync(message, message.GetType(), id, TestContext.Current.CancellationToken);
        var later = ProbeService.Paused(6);
        await bus.PublishDurablyAsync(later, later.GetType(), Guid.CreateVersion7(), TestContext.Current.CancellationToken);

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Any(x => x.Revision == 6) && await DepthAsync(probe, First.Queue) == 0);
        (await probe.SightingsAsync()).Count(x => x.Revision == 5).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_is_consumed_and_not_laid_among_the_skipped()
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();
        await using (var probe = await ProbeService.StartAsync(database, messaging, [First]))
        {
            using var duplicates = new MetricCollector<long>(probe.Services.GetRequiredService<IMeterFactory>(), "campaign.messaging", "campaign.messaging.inbox.duplicates");
            var bus = probe.Services.GetRequiredService<IBus>();
            var id = Guid.CreateVersion7();
            var message = ProbeService.Paused(7);
            await bus.PublishDurablyAsync(message, message.GetType(), id, TestContext.Current.CancellationToken);
            await bus.PublishDurablyAsync(message, message.GetType(), id, TestContext.Current.CancellationToken);
            await duplicates.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken);
        }

        // The stop above ended only when what was taken had been dealt with.
        await using var looking = await ProbeService.StartAsync(database, messaging);
        (await TakeAsync(looking, $"{First.Queue}_skipped")).ShouldBeNull();
        (await TakeAsync(looking, First.Queue)).ShouldBeNull();
    }

    [Fact]
    public async Task Poison_is_parked_with_its_reason_and_lets_the_others_pass()
    {
        await using var probe = await StartAsync();

        await probe.AddAsync(ProbeService.Paused(-1));
        await probe.AddAsync(ProbeService.Paused(2));

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);
        var parked = await Eventually.GetAsync(() => TakeAsync(probe, $"{First.Queue}_error"), message => message is not null);
        var reason = Encoding.UTF8.GetString((byte[])parked!.BasicProperties.Headers!["MT-Fault-Message"]!);
        reason.ShouldContain("never negative");
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_parked_too()
    {
        await using var probe = await StartAsync();
        await using var connection = await ConnectAsync(probe);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);

        await channel.BasicPublishAsync("", First.Queue, "{ this is not a message"u8.ToArray(), TestContext.Current.CancellationToken);

        await Eventually.GetAsync(() => TakeAsync(probe, $"{First.Queue}_error"), message => message is not null);
    }

    [Fact]
    public async Task Trouble_that_passes_holds_the_message_and_parks_nothing()
    {
        await using var probe = await StartAsync();
        using var pauses = Pauses(probe);
        await ExecuteAsync(probe, "alter table sightings rename to hidden");

        await probe.AddAsync(ProbeService.Paused(9));
        await pauses.WaitForMeasurementsAsync(2, TestContext.Current.CancellationToken);
        await ExecuteAsync(probe, "alter table hidden rename to sightings");

        await Eventually.IsTrueAsync(async () => (await probe.SightingsAsync()).Count == 1);
        (await TakeAsync(probe, $"{First.Queue}_error")).ShouldBeNull();
    }

    [Fact]
    public async Task A_service_that_stops_in_the_middle_of_trouble_gives_the_message_back()
    {
        var database = await servers.CreateDatabaseAsync();
        var messaging = await servers.CreateVirtualHostAsync();
        await using (var probe = await ProbeService.StartAsync(database, messaging, [First]))
        {
            using var pauses = Pauses(probe);
            await ExecuteAsync(probe, "alter table sightings rename to hidden");
            await probe.AddAsync(ProbeService.Paused(4));
            await pauses.WaitForMeasurementsAsync(2, TestContext.Current.CancellationToken);
        }

        await using var again = await ProbeService.StartAsync(database, messaging, [First]);
        await ExecuteAsync(again, "alter table hidden rename to sightings");

        await Eventually.IsTrueAsync(async () => (await again.SightingsAsync()).Count == 1);
        (await TakeAsync(again, $"{First.Queue}_error")).ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_of_trouble_stops_no_consumer_for_ever()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), messaging, [First]);
        using var pauses = Pauses(probe);
        await ExecuteAsync(probe, "alter table sightings rename to hidden");
        // As many as are handled at once, so that none is left to go on.
        for (var i = 1; i <= 8; i++)
            await probe.AddAsync(ProbeService.Paused(i));
        await pauses.WaitForMeasurementsAsync(24, TestContext.Current.CancellationToken);

        await Eventually.IsTrueAsync(async () => await servers.EndConnectionsAsync(messaging) > 0);
        await ExecuteAsync(probe, "alter table hidden rename to sightings");

        await Eventually.GetAsync(async () => (await probe.SightingsAsync()).Count, count => count == 8);
        (await TakeAsync(probe, $"{First.Queue}_error")).ShouldBeNull();
    }

    [Fact]
    public async Task Every_queue_is_a_quorum_queue_that_never_drops()
    {
        await using var probe = await StartAsync();
        await Eventually.IsTrueAsync(() => QueueExistsAsync(probe, First.Queue));

        foreach (var subscription in Subscriptions.All)
        {
            await using var connection = await ConnectAsync(probe);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            // Declaring it again with other arguments would be refused by the broker.
            var declared = await channel.QueueDeclareAsync(subscription.Queue, durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = Topology.NeverDrop },
                cancellationToken: TestContext.Current.CancellationToken);
            declared.QueueName.ShouldBe(subscription.Queue);
        }
    }

    private async Task<ProbeService> StartAsync() =>
        await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), [First]);

    private static async Task<IConnection> ConnectAsync(ProbeService probe) =>
        await new ConnectionFactory { Uri = Address(probe) }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    private static Uri Address(ProbeService probe) =>
        new(probe.Services.GetRequiredService<IConfiguration>().GetConnectionString("messaging")!);

    private static async Task<BasicGetResult?> TakeAsync(ProbeService probe, string queue)
    {
        if (!await QueueExistsAsync(probe, queue))
            return null;
        await using var connection = await ConnectAsync(probe);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.BasicGetAsync(queue, autoAck: false, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> QueueExistsAsync(ProbeService probe, string queue)
    {
        await using var connection = await ConnectAsync(probe);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, TestContext.Current.CancellationToken);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    private static async Task<uint> DepthAsync(ProbeService probe, string queue)
    {
        await using var connection = await ConnectAsync(probe);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return (await channel.QueueDeclarePassiveAsync(queue, TestContext.Current.CancellationToken)).MessageCount;
    }

    private static MetricCollector<long> Pauses(ProbeService probe) =>
        new(probe.Services.GetRequiredService<IMeterFactory>(), "campaign.messaging", "campaign.messaging.consumer.pauses");

    private static async Task ExecuteAsync(ProbeService probe, string sql)
    {
        await using var scope = probe.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProbeDbContext>().Database.ExecuteSqlRawAsync(sql);
    }
}
