using RabbitMQ.Client;
using ServiceDefaults.Messaging;

namespace Analytics.Completing;

/// <summary>Looks whether messages wait in the queues of this service, on a connection of its own.</summary>
internal sealed class Queues(IConfiguration configuration) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<Subscription> Watched = [.. Subscriptions.All.Where(x => x.Queue.StartsWith("analytics.", StringComparison.Ordinal))];

    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>The first queue in which a message waits, or null. What a consumer has taken already is not in it.</summary>
    public async Task<string?> FirstWaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var channel = await ChannelAsync(cancellationToken);
            foreach (var queue in Watched)
            {
                if ((await channel.QueueDeclarePassiveAsync(queue.Queue, cancellationToken)).MessageCount > 0)
                    return queue.Queue;
            }

            return null;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var connection = _connection;
        (_channel, _connection) = (null, null);
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await DisposeAsync();
        var factory = new ConnectionFactory
        {
            Uri = new Uri(configuration.GetConnectionString("messaging")!),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
            ClientProvidedName = "Analytics.Completing",
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
        return _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
    }
}
