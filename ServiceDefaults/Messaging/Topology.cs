using MassTransit;

namespace ServiceDefaults.Messaging;

/// <summary>Declares every queue of <see cref="Subscriptions"/> and its bindings from the publisher's side, before its first publish.</summary>
internal static class Topology
{
    // RabbitMQ 4 drops after 20 deliveries by default, and 3.10 takes -1 for "after one": a number that is never reached means never.
    public const long NeverDrop = 1_000_000_000;

    public static void DeclareAll(this IRabbitMqBusFactoryConfigurator bus, IReadOnlyList<Subscription> subscriptions)
    {
        bus.DeployPublishTopology = true;
        foreach (var message in subscriptions.SelectMany(subscription => subscription.Messages).Distinct())
        {
            bus.Publish(message, publish =>
            {
                var topology = (IRabbitMqMessagePublishTopologyConfigurator)publish;
                foreach (var subscription in subscriptions.Where(subscription => subscription.Messages.Contains(message)))
                    topology.BindQueue(ExchangeOf(message), subscription.Queue, queue => SetDurability(queue.SetQueueArgument));
            });
        }
    }

    public static void Listen(this IRabbitMqReceiveEndpointConfigurator endpoint, Subscription subscription)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", NeverDrop);
        foreach (var message in subscription.Messages)
            endpoint.Bind(ExchangeOf(message));
    }

    private static void SetDurability(Action<string, object> set)
    {
        set("x-queue-type", "quorum");
        set("x-delivery-limit", NeverDrop);
    }

    private static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";
}
