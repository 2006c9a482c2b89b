using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Dashboard.Watching;

/// <summary>Looks at RabbitMQ through a connection of its own: its loss is noticed at once, whatever the reason.</summary>
internal sealed class BrokerWatch(IConfiguration configuration, IncidentLog incidents, SystemBoard board, QueueReader queues, IOptions<WatchOptions> options, TimeProvider clock) : IWatch, IAsyncDisposable
{
    private readonly DateTimeOffset _watchedSince = clock.GetUtcNow();
    private IConnection? _connection;
    private bool _wasSeen;
    private bool _wasLost;
    private DateTimeOffset? _connectedAt;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Patience * 2);
        try
        {
            if (_connection is not { IsOpen: true })
                await ConnectAsync(patience.Token);
            board.Set(await queues.ReadAsync(_connection!, patience.Token));
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or IOException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (_connection is not { IsOpen: true })
                Down(exception is BrokerUnreachableException { InnerException: { } inner } ? inner.Message : exception.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null)
            return;
        _connection.ConnectionShutdownAsync -= OnLostAsync;
        await _connection.DisposeAsync();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        _connection = null;
        var factory = new ConnectionFactory
        {
            Uri = new Uri(configuration.GetConnectionString("messaging")!),
            ClientProvidedName = "dashboard watch",
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
            RequestedConnectionTimeout = options.Value.Patience,
            ContinuationTimeout = options.Value.Patience * 2,
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
        _connection.ConnectionShutdownAsync += OnLostAsync;
        incidents.Clear(Subjects.Broker, IncidentKind.Down);
        if (_wasLost)
            incidents.Note(Subjects.Broker, IncidentKind.Restarted, "the connection was lost and is back");
        (_wasSeen, _wasLost, _connectedAt) = (true, false, clock.GetUtcNow());
        board.Set(new SubjectState(Subjects.Broker, Standing.Healthy, [], _connectedAt, VersionOf(_connection), clock.GetUtcNow()));
    }

    private Task OnLostAsync(object sender, ShutdownEventArgs reason)
    {
        _wasLost = true;
        Down(reason.ReplyText);
        return Task.CompletedTask;
    }

    private void Down(string reason)
    {
        var awaited = !_wasSeen && clock.GetUtcNow() - _watchedSince < options.Value.StartGrace;
        if (!awaited)
            incidents.Raise(Subjects.Broker, IncidentKind.Down, reason);
        board.Set(new SubjectState(Subjects.Broker, awaited ? Standing.Awaited : Standing.Down, [reason], _connectedAt, board.Of(Subjects.Broker)?.Version, clock.GetUtcNow()));
    }

    private static string? VersionOf(IConnection connection) =>
        connection.ServerProperties?.TryGetValue("version", out var version) == true && version is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
