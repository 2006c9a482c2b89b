using MassTransit;

namespace ServiceDefaults.Messaging;

/// <summary>Publishing that either is confirmed and routed within the time limit, or throws.</summary>
internal static class Publisher
{
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    public static async Task PublishDurablyAsync(this IBus bus, object message, Type type, Guid messageId, CancellationToken cancellationToken)
    {
        // MassTransit waits for ever when the broker is away; only the token ends that.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        await bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
        {
            context.MessageId = messageId;
            context.SetMandatory(true);
        }), limit.Token);
    }

    private static void SetMandatory(this PublishContext context, bool mandatory)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            rabbit.Mandatory = mandatory;
    }
}
