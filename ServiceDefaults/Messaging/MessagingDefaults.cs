using MassTransit;
using MassTransit.Middleware;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Database;

namespace ServiceDefaults.Messaging;

/// <summary>The consumers of one queue.</summary>
public sealed record Listener(Subscription Subscription, IReadOnlyList<Type> Consumers, bool Inbox, ushort Prefetch);

/// <summary>Which queues a service listens to, and with what.</summary>
public sealed class ListenerTable
{
    internal List<Listener> Listeners { get; } = [];

    /// <param name="subscription">A row of <see cref="Subscriptions"/>.</param>
    /// <param name="consumers">Consumer types, one per message type at most.</param>
    /// <param name="inbox">False only for consumers whose own keys make a second run harmless, and that manage their own transaction.</param>
    /// <param name="prefetch">Messages handled at once.</param>
    public ListenerTable Listen(Subscription subscription, Type[] consumers, bool inbox = true, ushort prefetch = 8)
    {
        Listeners.Add(new Listener(subscription, consumers, inbox, prefetch));
        return this;
    }
}

public static class MessagingDefaults
{
    /// <summary>Bus, outbox and inbox; needs the service's database and the setting ConnectionStrings:messaging.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder, Action<ListenerTable>? listen = null)
    {
        var address = builder.Configuration.GetConnectionString("messaging") is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : throw new InvalidOperationException("The setting ConnectionStrings:messaging is missing: the amqp address of RabbitMQ.");
        var table = new ListenerTable();
        listen?.Invoke(table);

        builder.Services.AddScoped<Outbox>();
        builder.Services.AddSingleton<BrokerCircuit>();
        builder.Services.AddSingleton<DrainPace>();
        builder.Services.AddSingleton<Backlog>();
        builder.Services.AddSingleton<MessagingMetrics>();
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddHostedService<InboxPurge>();
        builder.Services.AddHostedService<OutboxWatch>();
        builder.Services.AddHealthChecks().AddCheck<OutboxHealth>(OutboxHealth.Name);
        builder.Services.AddMassTransit(bus =>
        {
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            foreach (var consumer in table.Listeners.SelectMany(listener => listener.Consumers))
                bus.AddConsumer(consumer);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(address), Await);
                rabbit.DeclareAll(Subscriptions.All);
                foreach (var listener in table.Listeners)
                    rabbit.ReceiveEndpoint(listener.Subscription.Queue, endpoint => Configure(endpoint, listener, context));
            });
        });
        // The service starts and serves without a broker; the bus connects when it can.
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = false);
    }

    /// <summary>The hot path's batcher, for events that are published many in one message.</summary>
    public static void AddEventBatcher<TEvent>(this WebApplicationBuilder builder, Func<IReadOnlyList<TEvent>, object> wrap)
    {
        builder.Services.AddSingleton(services => new EventBatcher<TEvent>(
            wrap, services.GetRequiredService<IBus>(), services.GetRequiredService<Npgsql.NpgsqlDataSource>(), services.GetRequiredService<BrokerCircuit>(), services.GetRequiredService<DrainPace>(),
            services.GetRequiredService<MessagingMetrics>(), services.GetRequiredService<Backlog>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<EventBatcher<TEvent>>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<EventBatcher<TEvent>>());
        builder.Services.AddHealthChecks().AddCheck<BatcherHealth>(BatcherHealth.Name);
    }

    // What the broker was asked is never called off, see Publisher: either it answers, or the connection is found dead (after three heartbeats) and ends.
    internal static void Await(IRabbitMqHostConfigurator host)
    {
        host.Heartbeat(TimeSpan.FromSeconds(20));
        host.ContinuationTimeout(TimeSpan.FromMinutes(2));
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Listener listener, IBusRegistrationContext context)
    {
        var metrics = context.GetRequiredService<MessagingMetrics>();
        var logger = context.GetRequiredService<ILoggerFactory>().CreateLogger("campaign.messaging");
        endpoint.Listen(listener.Subscription);
        endpoint.PrefetchCount = listener.Prefetch;
        endpoint.ConcurrentMessageLimit = listener.Prefetch;
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new ParkFilter(metrics, logger));
            error.UseFilter(new ErrorTransportFilter());
        });
        ((IPipeConfigurator<ConsumeContext>)endpoint).UseFilter(new PauseFilter(
            context.GetRequiredService<DatabaseReady>(), metrics, context.GetRequiredService<TimeProvider>(), logger, context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        if (listener.Inbox)
            endpoint.UseConsumeFilter(typeof(InboxFilter<>), context);
        foreach (var consumer in listener.Consumers)
            endpoint.ConfigureConsumer(context, consumer);
    }
}
