using System.Diagnostics;
using ServiceDefaults.Messaging;

namespace Analytics.Ingestion;

/// <summary>
/// Lets messages that come while another transaction is being written share the next one, since most of what a transaction costs does not
/// grow with its events. A message never waits for others to come. Messages that are reported on one and the same day gather apart from the
/// rest, each day in its own lane: a day that is being counted again holds up none but its own.
/// </summary>
internal sealed class BannerEventGathering(BannerEventWriter writer) : IDisposable
{
    private const int MostEvents = 10_000;
    private const int MostWriters = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, Queue<Waiting>> _lanes = [];
    private readonly SemaphoreSlim _writers = new(MostWriters);

    private sealed record Waiting(BannerEventBatch Batch, Activity? Trace, CancellationToken Cancelled)
    {
        public TaskCompletionSource<BannerEventsEnd> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>
    /// Ends when the message's events are committed. A message that is cancelled waits no longer; what shares its transaction goes on.
    /// </summary>
    public Task<BannerEventsEnd> WriteAsync(BannerEventBatch batch, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(batch, Activity.Current, cancellationToken);
        var day = batch.OnlyDay ?? DateOnly.MinValue;
        lock (_lock)
        {
            if (_lanes.TryGetValue(day, out var lane))
            {
                lane.Enqueue(waiting);
            }
            else
            {
                _lanes[day] = new([waiting]);
                _ = Task.Run(() => DriveAsync(day), CancellationToken.None);
            }
        }

        return waiting.End.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _writers.Dispose();

    private async Task DriveAsync(DateOnly day)
    {
        while (true)
        {
            await _writers.WaitAsync();
            try
            {
                if (Take(day) is not { Count: > 0 } together)
                    return;
                await WriteAsync(together);
            }
            finally
            {
                _writers.Release();
            }
        }
    }

    // The lane ends with its last message; the next one opens it again.
    private List<Waiting> Take(DateOnly day)
    {
        var together = new List<Waiting>();
        var events = 0;
        lock (_lock)
        {
            var lane = _lanes[day];
            while (lane.TryPeek(out var next) && (together.Count == 0 || events + next.Batch.Accepted.Count <= MostEvents))
            {
                lane.Dequeue();
                if (next.Cancelled.IsCancellationRequested)
                    continue;
                together.Add(next);
                events += next.Batch.Accepted.Count;
            }

            if (together.Count == 0)
                _lanes.Remove(day);
        }

        return together;
    }

    private async Task WriteAsync(List<Waiting> together)
    {
        // What the transaction does belongs to the trace of its first message.
        Activity.Current = together[0].Trace;
        try
        {
            using var abandoned = new Abandoned(together.ConvertAll(x => x.Cancelled));
            var ends = await writer.WriteAsync(together.ConvertAll(x => x.Batch), abandoned.Token);
            foreach (var (waiting, end) in together.Zip(ends))
                waiting.End.TrySetResult(end);
        }
        catch (Exception exception) when (together.Count > 1 && !PassingTrouble.Is(exception))
        {
            // One of them fails for ever. Alone, it fails alone.
            foreach (var waiting in together)
                await WriteAsync([waiting]);
        }
        catch (Exception exception)
        {
            foreach (var waiting in together)
                waiting.End.TrySetException(exception);
        }
    }

    /// <summary>Cancels when all have been cancelled, so that a stop does not wait for a store that does not answer.</summary>
    private sealed class Abandoned : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly List<CancellationTokenRegistration> _registrations;
        private int _left;

        public Abandoned(IReadOnlyList<CancellationToken> tokens)
        {
            _left = tokens.Count;
            _registrations = [.. tokens.Select(token => token.Register(Leave))];
        }

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            foreach (var registration in _registrations)
                registration.Dispose();
            _source.Dispose();
        }

        private void Leave()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                _source.Cancel();
        }
    }
}
