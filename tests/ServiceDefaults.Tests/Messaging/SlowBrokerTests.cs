using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Probe;
using RabbitMQ.Client;
using ServiceDefaults.Messaging;
using Testing;

namespace ServiceDefaults.Tests.Messaging;

public sealed class SlowBrokerTests(TestServers servers)
{
    [Fact]
    public async Task What_the_broker_has_been_told_goes_on_when_nobody_waits_for_it_any_more()
    {
        var messaging = await servers.CreateVirtualHostAsync();
        await using var line = new HeldLine(messaging);
        await using var probe = await ProbeService.StartAsync(await servers.CreateDatabaseAsync(), line.Address);
        var bus = probe.Services.GetRequiredService<IBus>();
        // On a busy machine the way to the broker is laid more slowly than a publish waits.
        await Eventually.IsTrueAsync(() => IsTakenAsync(bus, ProbeService.Flight()));

        line.Hold();
        // The first of its type: queues and exchange are declared before it.
        await Should.ThrowAsync<OperationCanceledException>(() => PublishAsync(bus, ProbeService.Paused(1)));
        line.Release();

        await Eventually.IsTrueAsync(async () => await CountAsync(messaging, Subscriptions.AnalyticsCampaigns) == 1);
        await PublishAsync(bus, ProbeService.Paused(2));
    }

    private static async Task<bool> IsTakenAsync(IBus bus, object message)
    {
        try
        {
            await PublishAsync(bus, message);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Task PublishAsync(IBus bus, object message) =>
        bus.PublishDurablyAsync(message, message.GetType(), Guid.CreateVersion7(), TestContext.Current.CancellationToken);

    private static async Task<uint> CountAsync(Uri messaging, Subscription subscription)
    {
        await using var connection = await new ConnectionFactory { Uri = messaging }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.MessageCountAsync(subscription.Queue, TestContext.Current.CancellationToken);
    }
}
