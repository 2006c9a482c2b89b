using System.Buffers;
using System.Runtime.CompilerServices;
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

    // A word of the search that leaves the same as a long sound without one letter is that word misspelt.
    private readonly SoundIndex _bySound = new();
    private readonly List<Word> _byId = [];

    // Under the class that each is filed under: those that decide, those that count points, the negative ones.
    private readonly FiledPattern[][] _deciding;
    private readonly FiledPattern[][] _counting;
    private readonly FiledPattern[][] _negative;
    private readonly bool _counts;
    private int _unknown = -1;

    public ConceptSet(LiveCampaign campaign)
    {
        _language = Language.Of(campaign.DefaultLocale);
        var named = campaign.WordClasses.ToDictionary(x => x.Name, x => x.Words, StringComparer.Ordinal);
        var patterns = campaign.Keywords.Where(keyword => keyword.MatchType is KeywordType.Concept)
            .Select(keyword => (Keyword: keyword, Pattern: Pattern.Parse(keyword.Text, out _)))
            .Where(entry => entry.Pattern is not null && entry.Pattern.Classes.All(named.ContainsKey))
            .ToList();
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        var filed = new List<(int Class, FiledPattern Pattern)>();
        var sizes = new List<int>();
        foreach (var (keyword, pattern) in patterns)
        {
            var elements = pattern!.Elements.Select(ClassOf).ToArray();
            var compiled = new CompiledPattern(
                keyword, Count++, elements, [.. pattern.Elements.Select(element => element.Gap)],
                [.. pattern.Without.Select(ClassOf)], pattern.AnyOrder, pattern.AtStart, pattern.AtEnd, pattern.Points);
            // Filed under its smallest class, so that few patterns are tried.
            var rarest = elements.MinBy(id => sizes[id]);
            filed.Add((rarest, FiledPattern.Of(compiled, rarest, sizes)));
        }

        foreach (var (sound, word) in _bySound.Words.ToList())
        {
            for (var i = 1; i < sound.Length && sound.Length >= ShortestMisspelt && char.IsAsciiLetter(sound[0]); i++)
                _bySound.TryAddRemains(sound.Remove(i, 1), word);
        }

        Classes = classes.Count;
        _negative = ByClass(pattern => pattern.Keyword.Negative);
        _deciding = ByClass(pattern => pattern is { Keyword.Negative: false, Points: 0 });
        _counting = ByClass(pattern => pattern is { Keyword.Negative: false, Points: not 0 });
        _counts = Array.Exists(_counting, patterns => patterns.Length > 0);

        FiledPattern[][] ByClass(Func<CompiledPattern, bool> are)
        {
            var byClass = filed.Where(entry => are(entry.Pattern.Pattern)).ToLookup(entry => entry.Class, entry => entry.Pattern);
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
    [SkipLocalsInit]
    public LiveKeyword? Find(in Search search)
    {
        if (Count == 0)
            return null;
        if (Classes <= MostOnStack)
            return Find(search, new Places(stackalloc UInt128[Classes], stackalloc ulong[Places.MetLength(Classes)]), stackalloc int[Classes]);
        var sets = ArrayPool<UInt128>.Shared.Rent(Classes);
        var met = ArrayPool<ulong>.Shared.Rent(Places.MetLength(Classes));
        var present = ArrayPool<int>.Shared.Rent(Classes);
        try
        {
            return Find(search, new Places(sets, met), present);
        }
        finally
        {
            ArrayPool<UInt128>.Shared.Return(sets);
            ArrayPool<ulong>.Shared.Return(met);
            ArrayPool<int>.Shared.Return(present);
        }
    }

    [SkipLocalsInit]
    private LiveKeyword? Find(in Search search, Places places, Span<int> present)
    {
        var reading = new Reading(this, places, present, stackalloc int[MaxWords]);
        for (var i = 0; i < search.Words; i++)
            reading.Add(search.Word(i));
        reading.FindCompounds();

        foreach (var id in reading.Present)
        {
            foreach (ref readonly var filed in _negative[id].AsSpan())
            {
                if (filed.MayMatch(places))
                    filed.Pattern.TakeAway(places, reading.Present, reading.Words);
            }
        }

        CompiledPattern? best = null;
        var weighing = new Weighing();
        foreach (var id in reading.Present)
        {
            // Its words may have been taken away since.
            if (places[id] == UInt128.Zero)
                continue;
            foreach (ref readonly var filed in _deciding[id].AsSpan())
            {
                if (filed.MayMatch(places) && filed.Pattern.IsBetterThan(best) && filed.Pattern.Matches(places, reading.Words))
                    best = filed.Pattern;
            }

            foreach (ref readonly var filed in _counting[id].AsSpan())
            {
                if (filed.MayMatch(places) && filed.Pattern.Matches(places, reading.Words))
                    weighing.Add(filed.Pattern);
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
            _byId[ids[0]].Compounds.Add(new Compound(ids[1], ids, id));
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
        if (WordOf(_bySound.Find(key).Word) is { } known)
            return known;
        var word = new Word(_byId.Count);
        _byId.Add(word);
        if (key[0] == SoundTable.Literal && text.Length >= ShortestBySound)
            _bySound.TryAddWord(new string(sound[.._language.Sounds.WriteShort(text, sound)]), word.Id);
        _bySound.TryAddWord(key, word.Id);
        return word;
    }

    private Word? WordOf(int id) => id == SoundIndex.None ? null : _byId[id];

    [SkipLocalsInit]
    private Word? Lookup(ReadOnlySpan<char> text)
    {
        if (text.Length > SoundTable.MaxLength)
            return null;
        Span<char> sound = stackalloc char[2 * SoundTable.MaxLength];
        return WordOf(_bySound.Find(sound[.._language.Sounds.Write(text, sound)]).Word);
    }

    // One letter too few, too many, another one, or two exchanged. Takes what is known of the sound already: the hashes of its beginnings, and what
    // it is the remains of.
    [SkipLocalsInit]
    private Word? LookupMisspelt(ReadOnlySpan<char> text, ReadOnlySpan<char> sound, ReadOnlySpan<ulong> prefixes, int remains)
    {
        if (sound[0] is SoundTable.Literal && text.Length > 1)
        {
            Span<char> heard = stackalloc char[2 * SoundTable.MaxLength];
            return WordOf(_bySound.Find(heard[.._language.Sounds.WriteShort(text, heard)]).Word);
        }

        if (sound.Length < ShortestMisspelt || sound[0] is SoundTable.Literal || Search.IsDigits(sound))
            return null;
        if (WordOf(remains) is { } word)
            return word;
        // The first letter is hardly ever the wrong one.
        for (var left = 1; left < sound.Length; left++)
        {
            var hash = TextHash.Finish(TextHash.Join(prefixes[left], TextHash.Part(prefixes, left + 1, sound.Length), sound.Length - left - 1));
            var (whole, part) = _bySound.FindWithout(sound, left, hash);
            if (WordOf(sound.Length > ShortestMisspelt && whole != SoundIndex.None ? whole : part) is { } near)
                return near;
        }

        return null;
    }

    private sealed class Word(int id)
    {
        public int Id { get; } = id;

        public List<int> Classes { get; } = [];

        /// <summary>What begins with this word.</summary>
        public List<Compound> Compounds { get; } = [];
    }

    private readonly record struct Compound(int Second, int[] Words, int Class);
}
