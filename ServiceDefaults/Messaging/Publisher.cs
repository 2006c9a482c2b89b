using MassTransit;

namespace ServiceDefaults.Messaging;

/// <summary>Publishing that either is confirmed and routed within the time limit, or throws.</summary>
internal static class Publisher
{
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException">The broker has not confirmed in time. It may still do so: what it was told goes on.</exception>
    public static async Task PublishDurablyAsync(this IBus bus, object message, Type type, Guid messageId, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(new CancellationTokenSource());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        await using var giveUp = limit.Token.UnsafeRegister(static state => ((Attempt)state!).GiveUp(), attempt);
        var published = bus.Publish(message, type, Pipe.Execute<PublishContext>(context =>
        {
            attempt.Begin();
            context.MessageId = messageId;
            context.SetMandatory(true);
        }), attempt.Token);
        // Nobody may be there any more to hear how it ended.
        _ = published.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await published.WaitAsync(limit.Token);
    }

    private static void SetMandatory(this PublishContext context, bool mandatory)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            rabbit.Mandatory = mandatory;
    }

    /// <summary>
    /// MassTransit waits for ever when the broker is away, and only its token ends that. But RabbitMQ.Client 7.2.2 must not be cancelled once it talks to the
    /// broker: a declaration that is called off just before it leaves lets the channel throw away the answer to the next one, and so on without end
    /// (mended after that version: rabbitmq-dotnet-client 1964). So the token is good for the way to the channel alone.
    /// </summary>
    private sealed class Attempt(CancellationTokenSource way)
    {
        private readonly Lock _lock = new();
        private bool _begun;
        private bool _givenUp;

        public CancellationToken Token => way.Token;

        /// <summary>There is a channel, and it is used from now on; again after a connection that broke.</summary>
        public void Begin()
        {
            lock (_lock)
            {
                if (_givenUp)
                    throw new OperationCanceledException("Nobody waits for this message any more.");
                _begun = true;
            }
        }

        public void GiveUp()
        {
            bool onTheWay;
            lock (_lock)
                (onTheWay, _givenUp) = (!_begun, true);
            if (onTheWay)
                way.Cancel();
        }
    }
}
