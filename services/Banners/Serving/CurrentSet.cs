namespace Banners.Serving;

/// <summary>The set in force in this process, and when it was last known to be the newest.</summary>
internal sealed class CurrentSet(TimeProvider clock)
{
    private volatile PublishedSet? _set;
    private long _checkedAt;

    /// <summary>This process, in the list of replicas.</summary>
    public Guid ReplicaId { get; } = Guid.CreateVersion7(clock.GetUtcNow());

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>Null until the first set was read, from the database or from the state folder.</summary>
    public PublishedSet? Set => _set;

    /// <summary>Whether a pause would be known by now: the revision was read within the last 5 seconds.</summary>
    public bool IsFresh
    {
        get
        {
            var at = Interlocked.Read(ref _checkedAt);
            return at > 0 && clock.GetElapsedTime(at) < TimeSpan.FromSeconds(5);
        }
    }

    public void Use(PublishedSet set) => _set = set;

    public void Checked() => Interlocked.Exchange(ref _checkedAt, clock.GetTimestamp());
}
