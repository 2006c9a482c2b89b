using Banners.Data;

namespace Banners.Matching;

/// <summary>
/// All live keywords, in memory, immutable. A search costs a few hash lookups, whatever the number of keywords, allocates nothing
/// and never throws.
/// </summary>
internal sealed class KeywordSet
{
    public static readonly KeywordSet Empty = new([]);

    private readonly Table _exact = new();
    private readonly Table _hashtags = new();
    private readonly Table _phrases = new();
    private readonly Table _broad = new();

    // First word of a phrase: how many words the longest phrase has that begins so.
    private readonly Dictionary<string, int> _phraseStarts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _phraseStartsBySpan;

    public KeywordSet(IReadOnlyList<LiveCampaign> campaigns)
    {
        _phraseStartsBySpan = _phraseStarts.GetAlternateLookup<ReadOnlySpan<char>>();
        var entries = campaigns
            .SelectMany(campaign => campaign.Keywords.Select(keyword => new Entry(campaign, keyword, Search.OfKeyword(keyword.Text))))
            .Where(entry => entry.Words.Length > 0)
            .ToList();
        var uses = entries.Where(entry => entry.Keyword.MatchType is KeywordType.Broad).SelectMany(entry => entry.Words)
            .CountBy(word => word, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        // Under one key the entry added last comes first: the older campaign wins.
        foreach (var entry in entries.AsEnumerable().Reverse())
            Add(entry, uses);
        Count = entries.Count;
    }

    public int Count { get; }

    /// <summary>The most specific keyword that this partner may show something for, or null.</summary>
    public KeywordMatch? Find(ReadOnlySpan<char> text, string partner)
    {
        Span<char> normalized = stackalloc char[Normalizer.MaxLength];
        normalized = normalized[..Normalizer.Normalize(text, normalized)];
        if (normalized.IsEmpty)
            return null;
        var search = new Search(normalized, stackalloc char[2 * Normalizer.MaxLength], stackalloc Range[2 * Search.MaxWords]);
        var found = _exact.First(search.Plain, partner)
            ?? FindHashtag(search, partner)
            ?? FindPhrase(search, partner)
            ?? FindBroad(search, partner);
        return found is null ? null : new KeywordMatch(found.Campaign, found.Keyword);
    }

    private void Add(Entry entry, Dictionary<string, int> uses)
    {
        switch (entry.Keyword.MatchType)
        {
            case KeywordType.Exact:
                _exact.Add(entry.Plain, entry);
                break;
            case KeywordType.Hashtag:
                _hashtags.Add(entry.Joined, entry);
                break;
            case KeywordType.Phrase:
                _phrases.Add(entry.Plain, entry);
                _phraseStarts[entry.Words[0]] = Math.Max(entry.Words.Length, _phraseStarts.GetValueOrDefault(entry.Words[0]));
                break;
            case KeywordType.Broad:
                // Filed under its rarest word, so that a common word does not gather all keywords.
                _broad.Add(entry.Words.MinBy(word => uses[word])!, entry);
                break;
            default:
                throw new InvalidOperationException($"The match type {entry.Keyword.MatchType} is not known.");
        }
    }

    private Entry? FindHashtag(in Search search, string partner)
    {
        if (search.MayBeJoined && _hashtags.First(search.Joined, partner) is { } whole)
            return whole;
        for (var i = 0; i < search.Tags; i++)
        {
            if (_hashtags.First(search.Tag(i), partner) is { } entry)
                return entry;
        }

        return null;
    }

    private Entry? FindPhrase(in Search search, string partner)
    {
        Entry? longest = null;
        if (_phraseStarts.Count == 0)
            return longest;
        for (var first = 0; first < search.Words; first++)
        {
            if (!_phraseStartsBySpan.TryGetValue(search.Word(first), out var words))
                continue;
            for (var last = Math.Min(first + words, search.Words) - 1; last >= first; last--)
            {
                if (_phrases.First(search.Phrase(first, last), partner) is { } entry && entry.Plain.Length > (longest?.Plain.Length ?? 0))
                    longest = entry;
            }
        }

        return longest;
    }

    private Entry? FindBroad(in Search search, string partner)
    {
        Entry? longest = null;
        for (var i = 0; i < search.Words; i++)
        {
            for (var entry = _broad.Head(search.Word(i)); entry is not null; entry = entry.Next)
            {
                if (entry.Words.Length > (longest?.Words.Length ?? 0) && entry.Campaign.Allows(partner) && HasAll(search, entry.Words))
                    longest = entry;
            }
        }

        return longest;
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

    private sealed class Entry(LiveCampaign campaign, LiveKeyword keyword, (string Plain, string Joined, string[] Words) text)
    {
        public LiveCampaign Campaign { get; } = campaign;

        public LiveKeyword Keyword { get; } = keyword;

        public string Plain { get; } = text.Plain;

        public string Joined { get; } = text.Joined;

        public string[] Words { get; } = text.Words;

        /// <summary>Another entry under the same key.</summary>
        public Entry? Next { get; set; }
    }

    private sealed class Table
    {
        private readonly Dictionary<string, Entry> _heads = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

        public Table()
        {
            _bySpan = _heads.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public void Add(string key, Entry entry)
        {
            entry.Next = _heads.GetValueOrDefault(key);
            _heads[key] = entry;
        }

        public Entry? Head(ReadOnlySpan<char> key) => _heads.Count > 0 && _bySpan.TryGetValue(key, out var head) ? head : null;

        public Entry? First(ReadOnlySpan<char> key, string partner)
        {
            var entry = Head(key);
            while (entry is not null && !entry.Campaign.Allows(partner))
                entry = entry.Next;
            return entry;
        }
    }
}

/// <summary>Why a banner is shown. A struct, so that a search without a match, and one with, allocates nothing.</summary>
internal readonly record struct KeywordMatch(LiveCampaign Campaign, LiveKeyword Keyword);
