using Banners.Data;

namespace Banners.Matching.Concepts;

/// <summary>
/// The concepts of one campaign. A search becomes, for each word class, a set of positions (one bit a word); a pattern is a handful of
/// shifts and ands over these sets. Immutable; allocates nothing and never throws; takes linear time.
/// </summary>
internal sealed class ConceptSet
{
    /// <summary>Words that are looked at; abbreviations count as the words they stand for.</summary>
    public const int MaxWords = 128;

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
    private readonly Compiled[][] _anchored;

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
        var classes = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var anchored = new List<(ushort Class, Compiled Pattern)>();
        var sizes = new List<int>();
        foreach (var (keyword, pattern) in patterns)
        {
            var elements = pattern!.Elements.Select(ClassOf).ToArray();
            var compiled = new Compiled(
                keyword, Count++, elements, [.. pattern.Elements.Select(element => element.Gap)],
                [.. pattern.Without.Select(ClassOf)], pattern.AnyOrder, pattern.AtStart, pattern.AtEnd);
            // Filed under its smallest class, so that few patterns are tried.
            anchored.Add((elements.MinBy(id => sizes[id]), compiled));
        }

        foreach (var (sound, word) in _words)
        {
            for (var i = 1; i < sound.Length && sound.Length >= ShortestMisspelt && char.IsAsciiLetter(sound[0]); i++)
                _remains.TryAdd(sound.Remove(i, 1), word);
        }

        var byClass = anchored.ToLookup(entry => entry.Class, entry => entry.Pattern);
        _anchored = [.. Enumerable.Range(0, classes.Count).Select(id => byClass[(ushort)id].ToArray())];
        Classes = classes.Count;

        ushort ClassOf(Pattern.Element element)
        {
            var key = $"{element.InBrackets}{string.Join('|', element.Alternatives)}";
            if (classes.TryGetValue(key, out var known))
                return known;
            var id = classes[key] = checked((ushort)classes.Count);
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
        Span<UInt128> places = stackalloc UInt128[Classes];
        Span<ushort> present = stackalloc ushort[Classes];
        var reading = new Reading(this, places, present, stackalloc short[MaxWords]);
        for (var i = 0; i < search.Words; i++)
            reading.Add(search.Word(i));
        reading.FindCompounds();

        foreach (var id in reading.Present)
        {
            foreach (var pattern in _anchored[id])
            {
                if (pattern.Keyword.Negative)
                    pattern.TakeAway(places, reading.Present, reading.Words);
            }
        }

        Compiled? best = null;
        foreach (var id in reading.Present)
        {
            foreach (var pattern in _anchored[id])
            {
                if (!pattern.Keyword.Negative && pattern.IsBetterThan(best) && pattern.Matches(places, reading.Words))
                    best = pattern;
            }
        }

        return best?.Keyword;
    }

    /// <summary>A word, or several (<c>beau-père</c>), that belong to a class.</summary>
    private void Add(string text, ushort id)
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
        word = new Word(checked((short)_byId.Count));
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

    private sealed class Word(short id)
    {
        public short Id { get; } = id;

        public List<ushort> Classes { get; } = [];

        /// <summary>What begins with this word.</summary>
        public List<Compound> Compounds { get; } = [];
    }

    private sealed record Compound(short[] Words, ushort Class);

    /// <summary>One search, on the stack.</summary>
    private ref struct Reading(ConceptSet set, Span<UInt128> places, Span<ushort> present, Span<short> words)
    {
        private const short Unknown = -1;

        private readonly Span<UInt128> _places = places;
        private readonly Span<ushort> _present = present;
        private readonly Span<short> _words = words;
        private int _presentCount;

        public int Words { get; private set; }

        public readonly ReadOnlySpan<ushort> Present => _present[.._presentCount];

        public void Add(ReadOnlySpan<char> word)
        {
            if (set._language.Spelling(word) is { } spelt)
                Put(spelt);
            else if (set.Lookup(word) is { } known)
                Put(known);
            else if (!Divide(word))
                Put(set.LookupMisspelt(word));
        }

        public void FindCompounds()
        {
            for (var first = 0; first < Words; first++)
            {
                if (_words[first] == Unknown)
                    continue;
                foreach (var compound in set._byId[_words[first]].Compounds)
                {
                    if (!_words[first..Words].StartsWith(compound.Words))
                        continue;
                    for (var i = first; i < first + compound.Words.Length; i++)
                        Mark(compound.Class, i);
                }
            }
        }

        // menferme, monpere, tapeavec: a small word and one that is known, without the space.
        private bool Divide(ReadOnlySpan<char> word)
        {
            if (word.Length is < ShortestGlued or > SoundTable.MaxLength)
                return false;
            for (var left = Math.Min(set._language.LongestGlued, word.Length - 2); left > 0; left--)
            {
                if (set._language.IsGlued(word[..left]) && IsKnown(word[left..]))
                    return PutBoth(word[..left], word[left..]);
            }

            for (var right = Math.Min(set._language.LongestGlued, word.Length - 3); right > 2; right--)
            {
                if (set._language.IsGlued(word[^right..]) && IsKnown(word[..^right]))
                    return PutBoth(word[..^right], word[^right..]);
            }

            return false;
        }

        private readonly bool IsKnown(ReadOnlySpan<char> word) => set._language.Spelling(word) is not null || set.Lookup(word) is not null;

        private bool PutBoth(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
        {
            PutKnown(left);
            PutKnown(right);
            return true;
        }

        private void PutKnown(ReadOnlySpan<char> word)
        {
            if (set._language.Spelling(word) is { } spelt)
                Put(spelt);
            else
                Put(set.Lookup(word));
        }

        private void Put(string[] spelt)
        {
            foreach (var word in spelt)
                Put(set.Lookup(word));
        }

        private void Put(Word? word)
        {
            if (Words == MaxWords)
                return;
            _words[Words] = word?.Id ?? Unknown;
            if (word is not null)
            {
                foreach (var id in word.Classes)
                    Mark(id, Words);
            }

            Words++;
        }

        private void Mark(ushort id, int place)
        {
            if (_places[id] == UInt128.Zero)
                _present[_presentCount++] = id;
            _places[id] |= UInt128.One << place;
        }
    }

    private sealed record Compiled(LiveKeyword Keyword, int Order, ushort[] Elements, int[] Gaps, ushort[] Without, bool AnyOrder, bool AtStart, bool AtEnd)
    {
        // A word that may stand at any distance says half as much.
        private readonly int _specificity = Gaps.Sum(gap => gap == Pattern.AnyGap ? 1 : 2);

        public bool IsBetterThan(Compiled? other) =>
            other is null || _specificity > other._specificity || (_specificity == other._specificity && Order < other.Order);

        public bool Matches(ReadOnlySpan<UInt128> places, int words)
        {
            foreach (var id in Without)
            {
                if (places[id] != UInt128.Zero)
                    return false;
            }

            Span<UInt128> found = stackalloc UInt128[Pattern.MaxElements];
            return Walk(places, words, found);
        }

        /// <summary>The words of a negative pattern count for no other.</summary>
        public void TakeAway(Span<UInt128> places, ReadOnlySpan<ushort> present, int words)
        {
            Span<UInt128> found = stackalloc UInt128[Pattern.MaxElements];
            if (!Matches(places, words) || !Walk(places, words, found))
                return;
            var taken = found[Elements.Length - 1];
            for (var i = Elements.Length - 2; i >= 0; i--)
            {
                if (!AnyOrder)
                    found[i] &= Before(found[i + 1], Gaps[i + 1]);
                taken |= found[i];
            }

            foreach (var id in present)
                places[id] &= ~taken;
        }

        private bool Walk(ReadOnlySpan<UInt128> places, int words, Span<UInt128> found)
        {
            for (var i = 0; i < Elements.Length; i++)
            {
                found[i] = places[Elements[i]];
                if (i == 0 && AtStart)
                    found[i] &= UInt128.One;
                else if (i > 0 && !AnyOrder)
                    found[i] &= After(found[i - 1], Gaps[i]);
                if (i == Elements.Length - 1 && AtEnd)
                    found[i] &= UInt128.One << (words - 1);
                if (found[i] == UInt128.Zero)
                    return false;
            }

            return true;
        }

        private static UInt128 After(UInt128 places, int gap)
        {
            if (gap == Pattern.AnyGap)
                return ~((places & (~places + UInt128.One)) - UInt128.One) << 1;
            var reached = places << 1;
            for (var i = 0; i < gap; i++)
                reached |= reached << 1;
            return reached;
        }

        private static UInt128 Before(UInt128 places, int gap)
        {
            if (gap == Pattern.AnyGap)
                return UInt128.MaxValue;
            var reached = places >> 1;
            for (var i = 0; i < gap; i++)
                reached |= reached >> 1;
            return reached;
        }
    }
}
