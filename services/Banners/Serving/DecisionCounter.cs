using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using Contracts.Banners;

namespace Banners.Serving;

/// <summary>
/// Counts decisions by partner, campaign and access, on every request's way: no lock, and nothing allocated once a key is known. Each count is
/// spread over a few cells on cache lines of their own, so that processors do not wait for each other.
/// </summary>
internal sealed class DecisionCounter
{
    // One cell for each processor, up to 16; 64 bytes apart.
    private const int Apart = 8;
    private static readonly int Cells = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(16, Environment.ProcessorCount));

    private readonly ConcurrentDictionary<Key, long[]> _counts = new();

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(string Partner, Guid Campaign, bool Verified);

    /// <param name="partner">A known partner's id.</param>
    /// <param name="campaign">Null when nothing matched.</param>
    /// <param name="verified">The decision came with the partner's key.</param>
    public void Decided(string partner, Guid? campaign, bool verified)
    {
        var key = new Key(partner, campaign ?? Guid.Empty, verified);
        if (!_counts.TryGetValue(key, out var cells))
            cells = _counts.GetOrAdd(key, static _ => new long[Cells * Apart]);
        Interlocked.Increment(ref cells[(Thread.GetCurrentProcessorId() & (Cells - 1)) * Apart]);
    }

    /// <summary>What was counted since the last call; a decision that is counted at the same moment is in this or in the next.</summary>
    public List<DecisionCount> Take()
    {
        var taken = new List<DecisionCount>();
        foreach (var (key, cells) in _counts)
        {
            var count = 0L;
            for (var i = 0; i < cells.Length; i += Apart)
                count += Interlocked.Exchange(ref cells[i], 0);
            if (count > 0)
                taken.Add(new DecisionCount { Partner = key.Partner, CampaignId = key.Campaign == Guid.Empty ? null : key.Campaign, Verified = key.Verified, Count = count });
        }

        return taken;
    }
}
