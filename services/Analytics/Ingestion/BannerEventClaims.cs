namespace Analytics.Ingestion;

/// <summary>
/// The events of the messages that share a transaction, each once by (decision, type): the first receipt wins when several are the same.
/// Which of them the store did not have yet is told afterwards.
/// </summary>
internal sealed class BannerEventClaims
{
    private readonly IReadOnlyList<BannerEventBatch> _batches;
    private readonly Dictionary<(Guid Decision, string Type), (AcceptedBannerEvent Event, int Batch)> _first;
    private readonly long[] _fresh;
    private readonly DateTimeOffset?[] _last;

    public BannerEventClaims(IReadOnlyList<BannerEventBatch> batches)
    {
        _batches = batches;
        _fresh = new long[batches.Count];
        _last = new DateTimeOffset?[batches.Count];
        _first = new(batches.Sum(x => x.Accepted.Count));
        for (var batch = 0; batch < batches.Count; batch++)
        {
            foreach (var accepted in batches[batch].Accepted)
            {
                var key = (accepted.Event.DecisionId, accepted.Event.Type);
                if (!_first.TryGetValue(key, out var first) || accepted.ReceivedAt < first.Event.ReceivedAt)
                    _first[key] = (accepted, batch);
            }
        }

        Events = [.. _first.Values.Select(x => x.Event).OrderBy(x => x.Day).ThenBy(x => x.Event.DecisionId).ThenBy(x => x.Event.Type, StringComparer.Ordinal)];
    }

    /// <summary>What is to be stored unless it is there already, in the order of the key, as PostgreSQL sorts it.</summary>
    public IReadOnlyList<AcceptedBannerEvent> Events { get; }

    /// <summary>What was new.</summary>
    public List<AcceptedBannerEvent> Fresh { get; } = [];

    /// <summary>The youngest of what was new.</summary>
    public DateTimeOffset? LastEventAt => _last.Max();

    /// <summary>The store had it not.</summary>
    public void Claimed(Guid decision, string type)
    {
        var (accepted, batch) = _first[(decision, type)];
        Claimed(accepted, batch);
    }

    /// <summary>The store had none of them.</summary>
    public void ClaimAll()
    {
        foreach (var (accepted, batch) in _first.Values)
            Claimed(accepted, batch);
    }

    private void Claimed(AcceptedBannerEvent accepted, int batch)
    {
        Fresh.Add(accepted);
        _fresh[batch]++;
        if (_last[batch] is not { } last || accepted.ReceivedAt > last)
            _last[batch] = accepted.ReceivedAt;
    }

    /// <summary>How the events of each message ended, in the order of the messages.</summary>
    public IReadOnlyList<BannerEventsEnd> Ends() =>
        [.. _batches.Select((batch, i) => new BannerEventsEnd(new Stored(_fresh[i], batch.Accepted.Count - _fresh[i], _last[i]), batch.Drops))];

    /// <summary>How many events of all messages ended how, by partner.</summary>
    public IReadOnlyDictionary<(string Partner, string Outcome), long> Outcomes()
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var accepted in _batches.SelectMany(x => x.Accepted))
            Add(accepted.Event.Partner, DropReason.Duplicate.Name(), 1);
        foreach (var fresh in Fresh)
        {
            Add(fresh.Event.Partner, DropReason.Duplicate.Name(), -1);
            Add(fresh.Event.Partner, Ingestion.Outcomes.Stored, 1);
        }

        foreach (var ((partner, reason), count) in _batches.SelectMany(x => x.Drops.Counts))
            Add(partner, reason.Name(), count);
        return counts;

        void Add(string partner, string outcome, long count) => counts[(partner, outcome)] = counts.GetValueOrDefault((partner, outcome)) + count;
    }
}
