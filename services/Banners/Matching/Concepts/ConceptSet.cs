using System.Buffers;
using Banners.Data;

namespace Banners.Matching.Concepts;

/// <summary>
/// The concepts of one campaign. A search becomes, for each word class, a set of positions (one bit a word); a pattern is a handful of
/// shifts and ands over these sets. Immutable; allocates nothing and never throws; takes linear time.
/// </summary>
internal sealed partial class ConceptSet
{
    /// <summary>Words that are looked at; abbreviations count as the words they stand for.</summary>
    public const int MaxWords = 128;

    // 32 KB; what an author writes must not end a process by its size.
    private const int MostOnStack = 2_048;

    private const int ShortestGlued = 4;
    private const int ShortestMisspelt = 5;
    private const int ShortestBySound = 3;

    private readonly Language _language;
    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _bySound;
    private readonly List<Word> _byId = [];

    // What is left of a long sound without one letter: a word of the search that leaves the same is that word misspelt.
    private readonly Dictionary<string, Word> _remains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _byRemains;

    // Under the class that each is filed under: those that decide, those that count points, the negative ones.
    private readonly CompiledPattern[][] _deciding;
    private readonly CompiledPattern[][] _counting;
    private readonly CompiledPattern[][] _negative;
    private readonly bool _counts;
    private int _unknown = -1;

    public ConceptSet(LiveCampaign campaign)
    {
        _language = Language.Of(campaign.DefaultLocale);
        _bySound = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _byRemains = _remains.GetAlternateLookup<ReadOnlySpan<char>>();
        var named = campaign.WordClasses.ToDictionary(x => x.Name, x => x.Words, StringComparer.Ordinal);
        var patterns = campaign.Keywords.Where(keyword => keyword.MatchType is KeywordType.Concept)
            .Select(keyword => (Keyword: keyword, Pattern: Pattern.Parse(keyword.Text, out _)))
            .Where(entry => entry.Pattern is not null && entry.Pattern.Classes.All(named.ContainsKey))
            .ToList();
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        var anchored = new List<(int Class, CompiledPattern Pattern)>();
        var sizes = new List<int>();
        foreach (var (keyword, pattern) in patterns)
        {
            var elements = pattern!.Elements.Select(ClassOf).ToArray();
            var compiled = new CompiledPattern(
                keyword, Count++, elements, [.. pattern.Elements.Select(element => element.Gap)],
                [.. pattern.Without.Select(ClassOf)], pattern.AnyOrder, pattern.AtStart, pattern.AtEnd, pattern.Points);
            // Filed under its smallest class, so that few patterns are tried.
            anchored.Add((elements.MinBy(id => sizes[id]), compiled));
        }

        foreach (var (sound, word) in _words)
        {
            for (var i = 1; i < sound.Length && sound.Length >= ShortestMisspelt && char.IsAsciiLetter(sound[0]); i++)
                _remains.TryAdd(sound.Remove(i, 1), word);
        }

        Classes = classes.Count;
        _negative = ByClass(pattern => pattern.Keyword.Negative);
        _deciding = ByClass(pattern => pattern is { Keyword.Negative: false, Points: 0 });
        _counting = ByClass(pattern => pattern is { Keyword.Negative: false, Points: not 0 });
        _counts = Array.Exists(_counting, patterns => patterns.Length > 0);

        CompiledPattern[][] ByClass(Func<CompiledPattern, bool> are)
        {
            var byClass = anchored.Where(entry => are(entry.Pattern)).ToLookup(entry => entry.Class, entry => entry.Pattern);
            return [.. Enumerable.Range(0, classes.Count).Select(id => byClass[id].ToArray())];
        }

        int ClassOf(Pattern.Element element)
        {
            var key = $"{element.InBrackets}{string.Join('|', element.Alternatives)}";
            if (classes.TryGetValue(key, out var known))
                return known;
            var id = classes[key] = classes.Count;
            if (element.IsUnknown)
            {
                _unknown = id;
                sizes.Add(int.MaxValue);
                return id;
            }

            var words = element.Alternatives.SelectMany(name => element.InBrackets && named.TryGetValue(name, out var ofClass) ? ofClass : [name]).ToList();
            foreach (var word in words)
                Add(word, id);
            sizes.Add(words.Count);
            return id;
        }
    }

    /// <summary>How many patterns there are.</summary>
    public int Count { get; }

    private int Classes { get; }

    /// <summary>The most specific pattern that stands in the search, the earlier one of two; null when none does.</summary>
    public LiveKeyword? Find(in Search search)
    {
        if (Count == 0)
            return null;
        if (Classes <= MostOnStack)
            return Find(search, stackalloc UInt128[Classes], stackalloc int[Classes]);
        var places = ArrayPool<UInt128>.Shared.Rent(Classes);
        var present = ArrayPool<int>.Shared.Rent(Classes);
        try
        {
            places.AsSpan(0, Classes).Clear();
            return Find(search, places.AsSpan(0, Classes), present);
        }
        finally
        {
            ArrayPool<UInt128>.Shared.Return(places);
            ArrayPool<int>.Shared.Return(present);
        }
    }

    private LiveKeyword? Find(in Search search, Span<UInt128> places, Span<int> present)
    {
        var reading = new Reading(this, places, present, stackalloc int[MaxWords]);
        for (var i = 0; i < search.Words; i++)
            reading.Add(search.Word(i));
        reading.FindCompounds();

        foreach (var id in reading.Present)
        {
            foreach (var pattern in _negative[id])
                pattern.TakeAway(places, reading.Present, reading.Words);
        }

        CompiledPattern? best = null;
        var weighing = new Weighing();
        foreach (var id in reading.Present)
        {
            // Its words may have been taken away since.
            if (places[id] == UInt128.Zero)
                continue;
            foreach (var pattern in _deciding[id])
            {
                if (pattern.IsBetterThan(best) && pattern.Matches(places, reading.Words))
                    best = pattern;
            }

            foreach (var pattern in _counting[id])
            {
                if (pattern.Matches(places, reading.Words))
                    weighing.Add(pattern);
            }
        }

        return _counts ? weighing.Decide(best)?.Keyword : best?.Keyword;
    }

    /// <summary>A word, or several (<c>beau-père</c>), that belong to a class.</summary>
    private void Add(string text, int id)
    {
        var words = Search.OfKeyword(text).Words.SelectMany(word => _language.Spelling(word) ?? [word]).ToArray();
        if (words.Length > 1)
        {
            var ids = Array.ConvertAll(words, word => Get(word).Id);
            _byId[ids[0]].Compounds.Add(new Compound(ids, id));
            return;
        }

        foreach (var form in words.SelectMany(_language.Forms))
        {
            if (Get(form) is var word && !word.Classes.Contains(id))
                word.Classes.Add(id);
        }
    }

    private Word Get(string text)
    {
        Span<char> sound = stackalloc char[2 * SoundTable.MaxLength];
        var key = new string(sound[.._language.Sounds.Write(text.AsSpan(0, Math.Min(text.Length, SoundTable.MaxLength)), sound)]);
        if (_words.TryGetValue(key, out var word))
            return word;
        word = new Word(_byId.Count);
        _byId.Add(word);
        if (key[0] == SoundTable.Literal && text.Length >= ShortestBySound)
            _words.TryAdd(new string(sound[.._language.Sounds.WriteShort(text, sound)]), word);
        return _words[key] = word;
    }

    private Word? Lookup(ReadOnlySpan<char> text)
    {
        if (text.Length > SoundTable.MaxLength)
            return null;
        Span<char> sound = stackalloc char[2 * SoundTable.MaxLength];
        sound = sound[.._language.Sounds.Write(text, sound)];
        return _bySound.TryGetValue(sound, out var word) ? word : null;
    }

    // One letter too few, too many, another one, or two exchanged.
    private Word? LookupMisspelt(ReadOnlySpan<char> text)
    {
        if (text.Length > SoundTable.MaxLength)
            return null;
        Span<char> room = stackalloc char[2 * SoundTable.MaxLength];
        var sound = room[.._language.Sounds.Write(text, room)];
        if (sound[0] is SoundTable.Literal && text.Length > 1)
            return _bySound.TryGetValue(room[.._language.Sounds.WriteShort(text, room)], out var sounding) ? sounding : null;
        if (sound.Length < ShortestMisspelt || sound[0] is SoundTable.Literal || Search.IsDigits(sound))
            return null;
        if (_byRemains.TryGetValue(sound, out var word))
            return word;
        Span<char> less = stackalloc char[sound.Length - 1];
        // The first letter is hardly ever the wrong one.
        sound[2..].CopyTo(less[1..]);
        less[0] = sound[0];
        for (var i = 1; ; i++)
        {
            if ((less.Length >= ShortestMisspelt && _bySound.TryGetValue(less, out word)) || _byRemains.TryGetValue(less, out word))
                return word;
            if (i == less.Length)
                return null;
            less[i] = sound[i];
        }
    }

    private sealed class Word(int id)
    {
        public int Id { get; } = id;

        public List<int> Classes { get; } = [];

        /// <summary>What begins with this word.</summary>
        public List<Compound> Compounds { get; } = [];
    }

    private sealed record Compound(int[] Words, int Class);
}
