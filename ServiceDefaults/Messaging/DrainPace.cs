namespace ServiceDefaults.Messaging;

/// <summary>
/// How much of the outbox may leave at a time: as much as new events bear. What waited and what is new share the broker's connection, the processor and
/// whoever counts them, and whoever waits for an answer goes first. Each turn that new events did not feel lets the next one take a message more; each batch
/// of theirs that took too long to become durable halves it. Without new events nobody is held up, and nothing is paced.
/// </summary>
internal sealed class DrainPace(TimeProvider clock)
{
    /// <summary>Messages of a turn at most; all of them are on their way at once.</summary>
    public const int Most = 100;

    /// <summary>And at least, so that the outbox empties whatever new events feel: a hundred messages a second.</summary>
    public const int Least = 5;

    /// <summary>From the receipt of a batch's oldest event until it is durable. Less than half of what an answer may take at p99: the rest is HTTP.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromMilliseconds(40);

    /// <summary>A broker that has only just come back confirms more slowly: whoever waits for an answer would wait in vain and take to the outbox after all.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>From the begin of a turn to that of the next, as long as new events come.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>No batch for so long means that no events come.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private int _messages = Least;
    private bool _felt;
    private long? _lastBatch;

    /// <summary>Messages that the next turn may take.</summary>
    public int Messages
    {
        get
        {
            lock (_lock)
                return AreEventsComing ? _messages : Most;
        }
    }

    /// <summary>How long to wait after a turn that has taken so long.</summary>
    public TimeSpan RestAfter(TimeSpan turn)
    {
        lock (_lock)
            return AreEventsComing && turn < Beat ? Beat - turn : TimeSpan.Zero;
    }

    /// <summary>A batch of new events has become durable so long after its oldest event came.</summary>
    public void Kept(TimeSpan after)
    {
        lock (_lock)
        {
            _lastBatch = clock.GetTimestamp();
            // Several late batches may be late for the same reason: once a turn is enough.
            if (after <= Bearable || _felt)
                return;
            _felt = true;
            _messages = Math.Max(Least, _messages / 2);
        }
    }

    /// <summary>A turn of the outbox has left.</summary>
    /// <param name="confirmed">How long the broker took until it had confirmed all of it.</param>
    /// <param name="full">Whether it took as many messages as it might.</param>
    /// <returns>Whether that was soon enough for new events to follow; when it was not, the next turn is half as large, so that it is in the end.</returns>
    public bool Left(TimeSpan confirmed, bool full)
    {
        lock (_lock)
        {
            if (confirmed >= Soon)
                _messages = Math.Max(Least, _messages / 2);
            else if (full && !_felt && AreEventsComing)
                _messages = Math.Min(Most, _messages + 1);
            _felt = false;
            return confirmed < Soon;
        }
    }

    /// <summary>The broker does not take everything: the next turn asks it with little, and what waits begins to leave with little.</summary>
    public void Stopped()
    {
        lock (_lock)
            (_messages, _felt) = (Least, false);
    }

    private bool AreEventsComing => _lastBatch is { } last && clock.GetElapsedTime(last) < Quiet;
}
