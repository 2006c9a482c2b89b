namespace Analytics.Ingestion;

/// <summary>Why an event was not stored. What is merely suspect or unknown is stored and marked instead.</summary>
internal enum DropReason
{
    /// <summary>It lacks what it would be counted by.</summary>
    Invalid,

    /// <summary>Its day is older than raw events are kept, so nobody could tell whether it was counted before.</summary>
    TooOld,

    /// <summary>It was counted before.</summary>
    Duplicate,
}

internal static class DropReasons
{
    /// <summary>How the reason is written in the store and in metrics.</summary>
    public static string Name(this DropReason reason) => reason switch
    {
        DropReason.Invalid => "invalid",
        DropReason.TooOld => "too-old",
        DropReason.Duplicate => "duplicate",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

/// <summary>Events of a batch that were dropped before the store was asked, by partner and reason.</summary>
internal sealed class Drops
{
    private readonly Dictionary<(string Partner, DropReason Reason), long> _counts = [];

    public IReadOnlyDictionary<(string Partner, DropReason Reason), long> Counts => _counts;

    public void Add(string partner, DropReason reason) =>
        _counts[(partner, reason)] = _counts.GetValueOrDefault((partner, reason)) + 1;

    public Drops Copy()
    {
        var copy = new Drops();
        foreach (var (key, count) in _counts)
            copy._counts[key] = count;
        return copy;
    }

    public long Of(DropReason reason) => _counts.Where(x => x.Key.Reason == reason).Sum(x => x.Value);
}
