namespace Banners.Matching;

/// <summary>
/// Keywords all of whose words must be there, in any order. Each is filed under its rarest word, so that a common word does not gather
/// all of them; one bit for each of the others tells mostly, without a look at the keyword, that a search lacks one.
/// </summary>
internal sealed class BroadTable
{
    private readonly HashTable<(int Start, int Count)> _byRarest = new();
    private readonly ulong[] _bits;
    private readonly KeywordSet.Entry[] _entries;

    public BroadTable(IReadOnlyList<KeywordSet.Entry> entries)
    {
        var uses = entries.SelectMany(entry => entry.Words).CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var filed = entries.GroupBy(entry => TextHash.Of(entry.Words.MinBy(word => uses[word]))).ToList();
        _entries = [.. filed.SelectMany(group => group)];
        _bits = Array.ConvertAll(_entries, BitsOf);
        var start = 0;
        foreach (var group in filed)
        {
            var count = group.Count();
            _byRarest.Set(group.Key, (start, count));
            start += count;
        }
    }

    public void Offer(in Search search, ref KeywordSet.Best best)
    {
        for (var i = 0; i < search.Words; i++)
        {
            if (!_byRarest.TryFind(search.HashOfWord(i), out var filed))
                continue;
            for (var at = filed.Start; at < filed.Start + filed.Count; at++)
            {
                if ((_bits[at] & ~search.WordBits) != 0)
                    continue;
                var entry = _entries[at];
                if (best.WouldTake(entry) && HasAll(search, entry.Words))
                    best.Offer(entry, search);
            }
        }
    }

    private static ulong BitsOf(KeywordSet.Entry entry)
    {
        var bits = 0UL;
        foreach (var word in entry.Words)
            bits |= TextHash.BitOf(TextHash.Of(word));
        return bits;
    }

    private static bool HasAll(in Search search, string[] words)
    {
        foreach (var word in words)
        {
            if (!search.HasWord(word))
                return false;
        }

        return true;
    }
}
