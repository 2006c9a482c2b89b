using System.Runtime.CompilerServices;
using Banners.Data;
using Banners.Matching.Concepts;

namespace Banners.Matching;

/// <summary>
/// All live keywords, in memory, immutable. A search costs a few hash lookups, whatever the number of keywords, allocates nothing
/// and never throws. Of several campaigns the one of higher priority wins, then the more specific match, then the heavier campaign.
/// </summary>
internal sealed partial class KeywordSet
{
    public static readonly KeywordSet Empty = new([]);

    private readonly Table _exact = new();
    private readonly Table _hashtags = new();
    private readonly Table _phrases = new();
    private readonly BroadTable _broad;
    private readonly FuzzyTable _fuzzy = new();
    private readonly Ranked[] _withConcepts;
    private readonly List<Ranked> _campaigns;

    // First word of a phrase: how many words the longest phrase has that begins so.
    private readonly HashTable<int> _phraseStarts = new();

    /// <param name="campaigns">All that are live, the older first.</param>
    /// <param name="before">The set that this one replaces: what did not change is taken over from it, so that a pause waits for nothing.</param>
    public KeywordSet(IReadOnlyList<LiveCampaign> campaigns, KeywordSet? before = null)
        : this(campaigns.Select((campaign, i) => new Ranked(campaign, i, before)).ToList(), negative: false)
    {
    }

    private KeywordSet(List<Ranked> campaigns, bool negative)
    {
        _campaigns = campaigns;
        var entries = campaigns
            .SelectMany(ranked => ranked.Campaign.Keywords.Index()
                .Where(x => x.Item.MatchType is not KeywordType.Concept && x.Item.Negative == negative)
                .Select(x => new Entry(ranked, x.Item, x.Index, Search.OfKeyword(x.Item.Text))))
            .Where(entry => entry.Words.Length > 0)
            .ToList();
        _broad = new BroadTable([.. entries.Where(entry => entry.Keyword.MatchType is KeywordType.Broad)]);
        entries.ForEach(Add);
        _withConcepts = negative ? [] : [.. campaigns.Where(ranked => ranked.Concepts is not null)];
        Lookalikes = campaigns.Exists(ranked => ranked.Campaign.Lookalikes);
        LooksAround = campaigns.Exists(ranked => ranked.LooksAround);
        Count = entries.Count + _withConcepts.Sum(ranked => ranked.Concepts!.Count);
    }

    public int Count { get; }

    // Whether any campaign wants 3nfance to be read as enfance.
    private bool Lookalikes { get; }

    /// <summary>Whether any campaign cares about the time or the place.</summary>
    public bool LooksAround { get; }

    /// <summary>The keyword that decides what this partner may show, somewhere and at some time, or null.</summary>
    /// <param name="text">What somebody typed.</param>
    /// <param name="partner">Id of the platform.</param>
    /// <param name="shownToday">How many banners of ours the platform has shown to this person today.</param>
    public KeywordMatch? Find(ReadOnlySpan<char> text, string partner, int shownToday = 0) => Find(text, new Asked { Partner = partner, ShownToday = shownToday });

    /// <summary>The keyword that decides what is shown, or null.</summary>
    /// <param name="text">What somebody typed.</param>
    /// <param name="asked">By whom, where and when.</param>
    public KeywordMatch? Find(ReadOnlySpan<char> text, in Asked asked)
    {
        var best = new Best(asked);
        Look(text, ref best);
        if (Lookalikes)
        {
            Span<char> plain = stackalloc char[Normalizer.MaxLength];
            if (Matching.Lookalikes.Read(text, plain, out var length))
            {
                best.OnlyLookalikes = true;
                Look(plain[..length], ref best);
            }
        }

        return best.Match;
    }

    [SkipLocalsInit]
    private void Look(ReadOnlySpan<char> text, ref Best best)
    {
        Span<char> normalized = stackalloc char[Normalizer.MaxLength];
        normalized = normalized[..Normalizer.Normalize(text, normalized)];
        if (normalized.IsEmpty)
            return;
        Span<char> room = stackalloc char[2 * Normalizer.MaxLength];
        Span<Range> ranges = stackalloc Range[2 * Search.MaxWords];
        Span<ulong> hashes = stackalloc ulong[Search.Hashes];
        Look(new Search(normalized, room, ranges, hashes), ref best);
        if (!Repeats.AreIn(normalized))
            return;
        Span<char> shorter = stackalloc char[Normalizer.MaxLength];
        for (var kept = 2; kept > 0; kept--)
            Look(new Search(shorter[..Repeats.Shorten(normalized, kept, shorter)], room, ranges, hashes), ref best);
    }

    private void Look(in Search search, ref Best best)
    {
        _exact.Offer(search.HashOfPlain, search.Plain, search, ref best);
        LookForHashtags(search, ref best);
        LookForPhrases(search, ref best);
        _broad.Offer(search, ref best);
        _fuzzy.Offer(search, ref best);
        foreach (var ranked in _withConcepts)
        {
            if (best.Allows(ranked) && ranked.Concepts!.Find(search) is { } keyword)
                best.Offer(ranked, keyword, keyword.Text.Length, position: 0, search);
        }
    }

    private void Add(Entry entry)
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
                var start = TextHash.Of(entry.Words[0]);
                if (!_phraseStarts.TryFind(start, out var longest) || longest < entry.Words.Length)
                    _phraseStarts.Set(start, entry.Words.Length);
                break;
            case KeywordType.Broad:
                break; // all at once, above
            case KeywordType.Fuzzy:
                _fuzzy.Add(entry);
                break;
            default:
                throw new InvalidOperationException($"The match type {entry.Keyword.MatchType} is not known.");
        }
    }

    private void LookForHashtags(in Search search, ref Best best)
    {
        if (search.MayBeJoined)
            _hashtags.Offer(search.HashOfJoined, search.Joined, search, ref best);
        for (var i = 0; i < search.Tags; i++)
            _hashtags.Offer(search.HashOfTag(i), search.Tag(i), search, ref best);
    }

    private void LookForPhrases(in Search search, ref Best best)
    {
        for (var first = 0; first < search.Words; first++)
        {
            if (!_phraseStarts.TryFind(search.HashOfWord(first), out var longest))
                continue;
            for (var last = Math.Min(first + longest, search.Words) - 1; last >= first; last--)
                _phrases.Offer(search.HashOfPhrase(first, last), search.Phrase(first, last), search, ref best);
        }
    }

    internal sealed class Entry(Ranked ranked, LiveKeyword keyword, int position, (string Plain, string Joined, string[] Words) text)
    {
        public Ranked Ranked { get; } = ranked;

        public LiveKeyword Keyword { get; } = keyword;

        /// <summary>Place in its authors' list.</summary>
        public int Position { get; } = position;

        public string Plain { get; } = text.Plain;

        public string Joined { get; } = text.Joined;

        public string[] Words { get; } = text.Words;

        /// <summary>By what it is looked up.</summary>
        public string Key { get; set; } = "";

        /// <summary>Another entry under the same hash.</summary>
        public Entry? Next { get; set; }
    }

    private sealed class Table
    {
        private readonly HashTable<Entry?> _heads = new();

        public void Add(string key, Entry entry)
        {
            var hash = TextHash.Of(key);
            entry.Key = key;
            entry.Next = _heads.TryFind(hash, out var before) ? before : null;
            _heads.Set(hash, entry);
        }

        public void Offer(ulong hash, ReadOnlySpan<char> key, in Search search, ref Best best)
        {
            _heads.TryFind(hash, out var head);
            for (var entry = head; entry is not null; entry = entry.Next)
            {
                if (key.SequenceEqual(entry.Key))
                    best.Offer(entry, search);
            }
        }
    }
}

/// <summary>Why a banner is shown. A struct, so that a search without a match, and one with, allocates nothing.</summary>
internal readonly record struct KeywordMatch(LiveCampaign Campaign, LiveKeyword Keyword);
