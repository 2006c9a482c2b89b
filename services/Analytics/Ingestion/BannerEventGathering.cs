using System.Diagnostics;
using ServiceDefaults.Messaging;

namespace Analytics.Ingestion;

/// <summary>
/// Lets messages that come while another transaction is being written, or just after one has begun, share the next one, since most of what a transaction
/// costs does not grow with its events. Messages that are reported on one and the same day gather apart from the rest, each day in its own lane: a day
/// that is being counted again holds up none but its own.
/// </summary>
internal sealed class BannerEventGathering(BannerEventWriter writer, TimeProvider clock) : IDisposable
{
    /// <summary>From the begin of a lane's transaction to that of its next, unless enough waits before. The first message after a pause waits for nothing.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    // Half of the messages that RabbitMQ hands out at once: there must be others to come while these are written.
    private const int EnoughMessages = AnalyticsService.BannerEventPrefetch / 2;
    private const int EnoughEvents = MostEvents / 2;
    private const int MostEvents = 10_000;
    private const int MostWriters = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, Lane> _lanes = [];
    private readonly SemaphoreSlim _writers = new(MostWriters);

    private sealed class Lane
    {
        public Queue<Waiting> Waiting { get; } = new();

        public int Events { get; set; }

        /// <summary>Set while the lane rests: ends the rest.</summary>
        public TaskCompletionSource? Resting { get; set; }

        public bool HasEnough => Waiting.Count >= EnoughMessages || Events >= EnoughEvents;
    }

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
            if (!_lanes.TryGetValue(day, out var lane))
            {
                _lanes[day] = lane = new();
                _ = Task.Run(() => DriveAsync(day, lane), CancellationToken.None);
            }

            lane.Waiting.Enqueue(waiting);
            lane.Events += batch.Accepted.Count;
            if (lane.HasEnough)
                lane.Resting?.TrySetResult();
        }

        return waiting.End.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _writers.Dispose();

    private async Task DriveAsync(DateOnly day, Lane lane)
    {
        while (!IsOver(day, lane))
        {
            await _writers.WaitAsync();
            var began = clock.GetTimestamp();
            try
            {
                if (Take(lane) is { Count: > 0 } together)
                    await WriteAsync(together);
            }
            finally
            {
                _writers.Release();
            }

            await RestAsync(lane, Beat - clock.GetElapsedTime(began));
        }
    }

    // The lane ends with its last message; the next one opens it again.
    private bool IsOver(DateOnly day, Lane lane)
    {
        lock (_lock)
            return lane.Waiting.Count == 0 && _lanes.Remove(day);
    }

    private async Task RestAsync(Lane lane, TimeSpan most)
    {
        lock (_lock)
        {
            if (most <= TimeSpan.Zero || lane.HasEnough)
                return;
            lane.Resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await Task.WhenAny(lane.Resting.Task, Task.Delay(most, clock));
        lock (_lock)
            lane.Resting = null;
    }

    private List<Waiting> Take(Lane lane)
    {
        var together = new List<Waiting>();
        var events = 0;
        lock (_lock)
        {
            while (lane.Waiting.TryPeek(out var next) && (together.Count == 0 || events + next.Batch.Accepted.Count <= MostEvents))
            {
                lane.Waiting.Dequeue();
                lane.Events -= next.Batch.Accepted.Count;
                if (next.Cancelled.IsCancellationRequested)
                    continue;
                together.Add(next);
                events += next.Batch.Accepted.Count;
            }
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
