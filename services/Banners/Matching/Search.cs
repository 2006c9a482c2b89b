using System.Text;

namespace Banners.Matching;

/// <summary>A normalised text, seen as words, as joined letters and as hashtags. Lives on the stack of one search.</summary>
internal ref struct Search
{
    public const int MaxWords = Normalizer.MaxLength / 2;
    public const int Hashes = 2 * (Normalizer.MaxLength + 1);

    private readonly Span<char> _plain;
    private readonly Span<char> _joined;
    private readonly Span<Range> _words;
    private readonly Span<Range> _tags;
    private readonly Span<ulong> _plainHashes;
    private readonly Span<ulong> _joinedHashes;

    /// <param name="normalized">What <see cref="Normalizer"/> wrote.</param>
    /// <param name="room">Room for 2 × <see cref="Normalizer.MaxLength"/> characters.</param>
    /// <param name="ranges">Room for 2 × <see cref="MaxWords"/> ranges.</param>
    /// <param name="hashes">Room for <see cref="Hashes"/> hashes.</param>
    public Search(ReadOnlySpan<char> normalized, Span<char> room, Span<Range> ranges, Span<ulong> hashes)
    {
        _plain = room[..Normalizer.MaxLength];
        _joined = room[Normalizer.MaxLength..];
        _plainHashes = hashes[..(Normalizer.MaxLength + 1)];
        _joinedHashes = hashes[(Normalizer.MaxLength + 1)..];
        (_plainHashes[0], _joinedHashes[0]) = (0, 0);
        var (plain, joined, words, tags, wordStart, tagStart) = (0, 0, 0, 0, 0, -1);
        foreach (var letter in normalized)
        {
            if (letter is '#')
            {
                tagStart = joined;
                continue;
            }

            if (letter is not (' ' or '_'))
            {
                _joinedHashes[joined + 1] = TextHash.Append(_joinedHashes[joined], letter);
                _plainHashes[plain + 1] = TextHash.Append(_plainHashes[plain], letter);
                _joined[joined++] = letter;
                _plain[plain++] = letter;
                continue;
            }

            ranges[words++] = new Range(wordStart, plain);
            _plainHashes[plain + 1] = TextHash.Append(_plainHashes[plain], ' ');
            _plain[plain++] = ' ';
            wordStart = plain;
            if (letter is ' ' && tagStart >= 0)
            {
                ranges[MaxWords + tags++] = new Range(tagStart, joined);
                tagStart = -1;
            }
        }

        if (plain > 0)
            ranges[words++] = new Range(wordStart, plain);
        if (tagStart >= 0)
            ranges[MaxWords + tags++] = new Range(tagStart, joined);
        _plain = _plain[..plain];
        _joined = _joined[..joined];
        _words = ranges[..words];
        _tags = ranges.Slice(MaxWords, tags);
        for (var i = 0; i < words; i++)
            WordBits |= TextHash.BitOf(HashOfWord(i));
    }

    /// <summary>One bit for each word, see <see cref="TextHash.BitOf"/>.</summary>
    public ulong WordBits { get; }

    /// <summary>All words, one space between them.</summary>
    public readonly ReadOnlySpan<char> Plain => _plain;

    /// <summary>All letters without a space between them.</summary>
    public readonly ReadOnlySpan<char> Joined => _joined;

    public readonly ulong HashOfPlain => TextHash.Finish(_plainHashes[_plain.Length]);

    public readonly ulong HashOfJoined => TextHash.Finish(_joinedHashes[_joined.Length]);

    public readonly ulong HashOfWord(int i) => HashOf(_plainHashes, _words[i]);

    public readonly ulong HashOfTag(int i) => HashOf(_joinedHashes, _tags[i]);

    public readonly ulong HashOfPhrase(int first, int last) => HashOf(_plainHashes, new Range(_words[first].Start, _words[last].End));

    public readonly int Words => _words.Length;

    public readonly int Tags => _tags.Length;

    public readonly ReadOnlySpan<char> Word(int i) => _plain[_words[i]];

    /// <summary>Letters of a hashtag, without its words' boundaries.</summary>
    public readonly ReadOnlySpan<char> Tag(int i) => _joined[_tags[i]];

    /// <summary>Words from one to another, both included.</summary>
    public readonly ReadOnlySpan<char> Phrase(int first, int last) => _plain[_words[first].Start.._words[last].End];

    public readonly bool HasWord(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Words; i++)
        {
            if (Word(i).SequenceEqual(word))
                return true;
        }

        return false;
    }

    /// <summary>Whether <see cref="Joined"/> may stand for the whole search: numbers are not glued together, "11 9" is not 119.</summary>
    public readonly bool MayBeJoined => Words == 1 || !IsDigits(_joined);

    private static ulong HashOf(ReadOnlySpan<ulong> prefixes, Range part) => TextHash.Finish(TextHash.Part(prefixes, part.Start.Value, part.End.Value));

    // A loop: the span's own methods allocate until the runtime has compiled them for good.
    public static bool IsDigits(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
        }

        return true;
    }

    /// <summary>How a keyword's text looks in the tables of <see cref="KeywordSet"/>.</summary>
    public static (string Plain, string Joined, string[] Words) OfKeyword(string text)
    {
        var normalized = Normalizer.Normalize(text);
        var plain = new StringBuilder(normalized).Replace("#", "").Replace('_', ' ').ToString();
        return (plain, plain.Replace(" ", "", StringComparison.Ordinal), plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
