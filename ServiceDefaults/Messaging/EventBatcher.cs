using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ServiceDefaults.Messaging;

/// <summary>
/// The hot path's way to the broker: collects events for a few milliseconds and publishes them as one message. An event is accepted
/// when that message is confirmed and routed, or stands in the outbox table; otherwise it is refused and the caller says 503.
/// </summary>
/// <param name="wrap">Makes the message of a batch.</param>
public sealed partial class EventBatcher<TEvent> : BackgroundService
{
    private const int Capacity = 20_000;
    private const int MaxBatch = 1_000;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(3);

    // A message costs the broker and its reader nearly the same whether it holds ten events or a few hundred: under load fewer of them leave more for others.
    private const int ManyEvents = 100;
    private static readonly TimeSpan LingerAfterMany = TimeSpan.FromMilliseconds(12);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Pending> _waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });
    private readonly Func<IReadOnlyList<TEvent>, object> _wrap;
    private readonly IBus _bus;
    private readonly NpgsqlDataSource _dataSource;
    private readonly BrokerCircuit _circuit;
    private readonly DrainPace _pace;
    private readonly MessagingMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<EventBatcher<TEvent>> _logger;

    // When the oldest event of the batch that is just being kept came; 0 when there is none.
    private long _keptSince;

    private sealed record Pending(TEvent Event, long Since, TaskCompletionSource<bool> Durable);

    internal EventBatcher(Func<IReadOnlyList<TEvent>, object> wrap, IBus bus, NpgsqlDataSource dataSource, BrokerCircuit circuit, DrainPace pace, MessagingMetrics metrics, Backlog backlog, TimeProvider clock, ILogger<EventBatcher<TEvent>> logger)
    {
        (_wrap, _bus, _dataSource, _circuit, _pace, _metrics, _clock, _logger) = (wrap, bus, dataSource, circuit, pace, metrics, clock, logger);
        backlog.Follow(() => (Depth, Age, Capacity));
    }

    /// <summary>Events that wait to become durable.</summary>
    public int Depth => _waiting.Reader.Count;

    /// <summary>How long the oldest of them has waited, those of the batch that is being written included.</summary>
    public TimeSpan Age
    {
        get
        {
            var oldest = Volatile.Read(ref _keptSince);
            if (oldest == 0 && _waiting.Reader.TryPeek(out var next))
                oldest = next.Since;
            return oldest == 0 ? TimeSpan.Zero : _clock.GetElapsedTime(oldest);
        }
    }

    /// <returns>True when the event is durable; false when it could not be kept and the caller must try again later.</returns>
    public Task<bool> RecordAsync(TEvent recorded)
    {
        var pending = new Pending(recorded, _clock.GetTimestamp(), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_waiting.Writer.TryWrite(pending))
            return pending.Durable.Task;
        _metrics.Refused(1);
        return Task.FromResult(false);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // Kestrel has stopped by now: what waits is flushed, then the loop ends.
        _waiting.Writer.TryComplete();
        return ExecuteTask?.WaitAsync(cancellationToken) ?? Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(WriteLoopAsync, CancellationToken.None);

    // One batch after the other: while one is being confirmed the next one gathers, and the fewer messages there are the less each event costs everybody.
    private async Task WriteLoopAsync()
    {
        var batch = new List<Pending>(MaxBatch);
        var linger = Linger;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            if (_waiting.Reader.Count < MaxBatch)
                await Task.Delay(linger, _clock);
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var pending))
                batch.Add(pending);
            if (batch.Count == 0)
                continue;
            linger = batch.Count < ManyEvents ? Linger : LingerAfterMany;
            Volatile.Write(ref _keptSince, batch[0].Since);
            var durable = await KeepAsync(batch.ConvertAll(pending => pending.Event));
            foreach (var pending in batch)
                pending.Durable.TrySetResult(durable);
            _pace.Kept(_clock.GetElapsedTime(batch[0].Since));
            Volatile.Write(ref _keptSince, 0);
            batch.Clear();
        }
    }

    private async Task<bool> KeepAsync(IReadOnlyList<TEvent> events)
    {
        var message = _wrap(events);
        var id = Guid.CreateVersion7(_clock.GetUtcNow());
        var published = _circuit.IsOpen ? Task.FromResult(false) : PublishAsync(message, id);
        if (await SoonAsync(published))
            return true;

        _circuit.Open();
        try
        {
            await InsertAsync(message, id);
            _metrics.BatchToOutbox();
            return true;
        }
        catch (Exception exception)
        {
            // The broker may be slow and not gone.
            if (await published)
                return true;
            Log.NotDurable(_logger, events.Count, exception.Message);
            _metrics.Refused(events.Count);
            // The outbox cannot be the probe while PostgreSQL is away: let the next batch ask the broker again.
            _circuit.Close();
            return false;
        }
    }

    // A broker that stands still must not hold up who waits for an answer: after Patience the outbox has the batch too. What then arrives
    // by both ways has the same ids and counts once.
    private async Task<bool> SoonAsync(Task<bool> published)
    {
        if (!published.IsCompleted)
        {
            using var enough = new CancellationTokenSource();
            await Task.WhenAny(published, Task.Delay(Patience, _clock, enough.Token));
            await enough.CancelAsync();
        }

        return published.IsCompleted && await published;
    }

    private async Task<bool> PublishAsync(object message, Guid id)
    {
        try
        {
            await _bus.PublishDurablyAsync(message, message.GetType(), id, CancellationToken.None);
            _metrics.BatchToBroker();
            return true;
        }
        catch (Exception exception)
        {
            Log.BrokerRefused(_logger, exception.Message);
            return false;
        }
    }

    private async Task InsertAsync(object message, Guid id)
    {
        await using var command = _dataSource.CreateCommand(
            "insert into outbox_messages (id, message_type, body, created_at, due_at, attempts) values ($1, $2, $3, $4, $4, 0)");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = message.GetType().FullName! });
        command.Parameters.Add(new NpgsqlParameter { Value = MessageJson.Write(message) });
        command.Parameters.Add(new NpgsqlParameter { Value = _clock.GetUtcNow() });
        command.CommandTimeout = 5;
        await command.ExecuteNonQueryAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The broker did not take a batch; batches go to the outbox until it does: {Reason}")]
        public static partial void BrokerRefused(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "Neither the broker nor the outbox took {Events} events: {Reason}")]
        public static partial void NotDurable(ILogger logger, int events, string reason);
    }
}
