using System.Reflection;
using System.Runtime.CompilerServices;
using Contracts.Banners;
using MassTransit;
using ServiceDefaults.Messaging;

namespace Architecture.Tests;

public sealed class MessagingRuleTests
{
    private static readonly Type[] BusTypes = [typeof(IBus), typeof(IBusControl), typeof(IPublishEndpoint), typeof(ISendEndpointProvider), typeof(ISendEndpoint)];

    [Fact]
    public void Nobody_but_the_outbox_dispatcher_and_the_event_batcher_takes_the_bus()
    {
        var takers = House.Assemblies.SelectMany(x => x.GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Where(TakesTheBus)
            .Select(type => type.Name.Split('`')[0])
            .ToList();

        takers.ShouldBe(["OutboxDispatcher", "EventBatcher"], ignoreOrder: true);
    }

    [Fact]
    public void No_handler_or_consumer_takes_the_bus_as_a_parameter()
    {
        var methods = House.Assemblies.SelectMany(x => x.GetTypes())
            .SelectMany(x => x.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => BusTypes.Contains(parameter.ParameterType)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        methods.ShouldBe(["Publisher.PublishDurablyAsync"]);
    }

    [Fact]
    public void No_service_publishes_past_the_outbox()
    {
        var offenders = House.Sources("services")
            .Where(path => House.Read(path) is var text && (text.Contains("context.Publish(", StringComparison.Ordinal) || text.Contains("context.Send(", StringComparison.Ordinal)));

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_has_a_subscriber_whose_queue_is_declared_before_the_first_publish()
    {
        var messages = typeof(CampaignPublished).Assembly.GetExportedTypes().Where(IsMessage);

        messages.Except(Subscriptions.All.SelectMany(x => x.Messages)).ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_are_sealed_records_in_a_folder_per_publisher()
    {
        foreach (var type in typeof(CampaignPublished).Assembly.GetExportedTypes())
        {
            type.IsSealed.ShouldBeTrue($"{type.Name} must be sealed");
            type.GetMethod("<Clone>$").ShouldNotBeNull($"{type.Name} must be a record");
            type.Namespace.ShouldNotBeNull();
            House.Services.ShouldContain(type.Namespace.Split('.')[1]);
        }
    }

    // A message says when it happened (a batch says it per event); what has no time of its own is a part of a message.
    private static bool IsMessage(Type type) =>
        type == typeof(BannerEventsRecorded) || type.Name == "PartnerEventsReceived" || (type.GetProperty("OccurredAt") is not null && type.Name != "PartnerEvent");

    private static bool TakesTheBus(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(constructor => constructor.GetParameters().Any(parameter => BusTypes.Contains(parameter.ParameterType)));
}
