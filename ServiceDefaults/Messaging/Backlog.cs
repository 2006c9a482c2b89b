namespace ServiceDefaults.Messaging;

/// <summary>What waits to leave this service at the moment: in memory before it is durable, and in the outbox before the broker has it.</summary>
internal sealed class Backlog(TimeProvider clock)
{
    // A batch takes milliseconds; seconds mean that neither the broker nor PostgreSQL keeps up.
    private static readonly TimeSpan BatcherLate = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OutboxLate = TimeSpan.FromSeconds(30);

    private readonly List<Func<(long Events, TimeSpan Age, int Capacity)>> _batchers = [];
    private volatile Waiting _outbox = new(0, null);

    private sealed record Waiting(long Messages, DateTimeOffset? Oldest);

    public long OutboxDepth => _outbox.Messages;

    public TimeSpan OutboxAge => _outbox.Oldest is { } oldest && clock.GetUtcNow() - oldest is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    public long BatcherDepth => _batchers.Sum(look => look().Events);

    public TimeSpan BatcherAge => _batchers.Select(look => look().Age).DefaultIfEmpty().Max();

    public bool IsOutboxLate => OutboxAge > OutboxLate;

    /// <summary>The oldest event waits too long, or the next ones will soon be refused.</summary>
    public bool IsBatcherLate => BatcherAge > BatcherLate || _batchers.Exists(look => look() is var now && now.Events > now.Capacity * 4L / 5);

    public void SetOutbox(long messages, DateTimeOffset? oldest) => _outbox = new Waiting(messages, oldest);

    /// <summary>Called while the service is put together, before anybody looks.</summary>
    public void Follow(Func<(long Events, TimeSpan Age, int Capacity)> look) => _batchers.Add(look);
}
