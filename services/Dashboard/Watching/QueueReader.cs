using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceDefaults.Messaging;

namespace Dashboard.Watching;

/// <summary>Depths of all queues of the house by passive declares, which create nothing.</summary>
internal sealed class QueueReader(IncidentLog incidents, TimeProvider clock)
{
    // An error queue exists from its first message on. Asking for one that does not writes a line in RabbitMQ's log: rarely, then.
    private static readonly TimeSpan AskAgainForMissing = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, DateTimeOffset> _missing = new(StringComparer.Ordinal);
    private IChannel? _channel;

    public async Task<IReadOnlyList<QueueState>> ReadAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var states = new List<QueueState>();
        foreach (var queue in Subscriptions.All.Select(subscription => subscription.Queue))
        {
            var depth = await DepthAsync(connection, queue, cancellationToken);
            var parked = await DepthAsync(connection, $"{queue}_error", cancellationToken);
            states.Add(new QueueState(queue, depth?.MessageCount ?? 0, depth?.ConsumerCount ?? 0, parked?.MessageCount ?? 0));
            if (parked is { MessageCount: > 0 })
                incidents.Raise(queue, IncidentKind.Parked, $"{parked.MessageCount} in {queue}_error");
            else
                incidents.Clear(queue, IncidentKind.Parked);
        }

        return states;
    }

    private async Task<QueueDeclareOk?> DepthAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        if (_missing.TryGetValue(queue, out var since) && clock.GetUtcNow() - since < AskAgainForMissing)
            return null;
        if (_channel is not { IsOpen: true })
            _channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var answer = await _channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            _missing.Remove(queue);
            return answer;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            _missing[queue] = clock.GetUtcNow();
            return null;
        }
        catch
        {
            await ForgetChannelAsync();
            throw;
        }
    }

    // What was called off can leave a channel that throws away each next answer (see ServiceDefaults' Publisher): the next look has a new one.
    private async Task ForgetChannelAsync()
    {
        var channel = _channel;
        _channel = null;
        if (channel is not null)
            await channel.AbortAsync(CancellationToken.None);
    }
}
