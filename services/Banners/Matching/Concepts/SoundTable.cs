using System.Runtime.CompilerServices;

namespace Banners.Matching.Concepts;

/// <summary>
/// Writes a word as it sounds, so that <c>frape</c>, <c>frapé</c> and <c>frapper</c> meet. The rules are lines of the language's file:
/// letters, what they become, and where: <c>^</c> at the beginning, <c>$</c> at the end, <c>(C)</c> before a consonant or at the end,
/// <c>(V)</c> before a vowel. The longest rule that fits wins; a letter without a rule stays.
/// </summary>
internal sealed class SoundTable
{
    /// <summary>Longer words are no words of any class.</summary>
    public const int MaxLength = 40;

    /// <summary>Before a word that is kept as it is written.</summary>
    public const char Literal = '\'';

    private const char Short = '~';
    private const int Letters = 26;
    private const int ShortestSound = 3;

    // By the first letter and the second; those of one letter stand under each second.
    private readonly Rule[][] _rules;
    private readonly char _dropped;

    /// <param name="lines"><c>letters sound</c>, the sound may be missing.</param>
    /// <param name="dropped">A last sound that is not heard, or not told apart, in words that stay long enough without it.</param>
    public SoundTable(IEnumerable<string> lines, char dropped)
    {
        _dropped = dropped;
        var byLetter = lines.Select(Rule.Of).ToLookup(rule => rule.From[0]);
        _rules = [.. Enumerable.Range(0, Letters).SelectMany(first => Enumerable.Range(0, Letters + 1).Select(second => byLetter[(char)('a' + first)]
            .Where(rule => rule.From.Length == 1 || IndexOf(rule.From[1]) == second)
            .OrderByDescending(rule => rule.From.Length).ThenByDescending(rule => rule.Where).ToArray()))];
    }

    /// <param name="word">Normalised, at most <see cref="MaxLength"/> letters.</param>
    /// <param name="sound">Room for 2 × <see cref="MaxLength"/> characters.</param>
    /// <returns>How many were written. A word that sounds too short to tell it from others is kept as it is, after a <c>'</c>.</returns>
    public int Write(ReadOnlySpan<char> word, Span<char> sound)
    {
        var written = Sound(word, sound);
        if (written >= ShortestSound)
            return written;
        sound[0] = Literal;
        word.CopyTo(sound[1..]);
        return word.Length + 1;
    }

    /// <summary>How a word sounds that is too short for <see cref="Write"/>: for words that are unknown as they are written.</summary>
    public int WriteShort(ReadOnlySpan<char> word, Span<char> sound)
    {
        sound[0] = Short;
        return 1 + Sound(word, sound[1..]);
    }

    [SkipLocalsInit]
    private int Sound(ReadOnlySpan<char> word, Span<char> sound)
    {
        Span<char> letters = stackalloc char[MaxLength];
        letters = letters[..Single(word, letters)];
        var written = 0;
        for (var i = 0; i < letters.Length;)
        {
            if (RuleAt(letters, i) is { } rule)
            {
                foreach (var heard in rule.To)
                    sound[written++] = heard;
                i += rule.From.Length;
            }
            else
            {
                sound[written++] = letters[i++];
            }
        }

        written = Single(sound[..written], sound);
        return written > ShortestSound && sound[written - 1] == _dropped ? written - 1 : written;
    }

    // Doubled letters sound like one; doubled digits are another number.
    private static int Single(ReadOnlySpan<char> text, Span<char> output)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (length == 0 || output[length - 1] != letter || char.IsAsciiDigit(letter))
                output[length++] = letter;
        }

        return length;
    }

    private Rule? RuleAt(ReadOnlySpan<char> letters, int i)
    {
        var first = IndexOf(letters[i]);
        if (first == Letters)
            return null;
        var second = i + 1 < letters.Length ? IndexOf(letters[i + 1]) : Letters;
        foreach (var rule in _rules[(first * (Letters + 1)) + second])
        {
            if (rule.Fits(letters, i))
                return rule;
        }

        return null;
    }

    // Behind all letters: what is none.
    private static int IndexOf(char letter) => letter is >= 'a' and <= 'z' ? letter - 'a' : Letters;

    private enum Place
    {
        Anywhere,
        Start,
        BeforeVowel,
        BeforeConsonant,
        End,
    }

    private sealed record Rule(string From, string To, Place Where)
    {
        // Letters by which it was found; they need no second look.
        private readonly int _found = From.Length > 1 && IndexOf(From[1]) < Letters ? 2 : 1;

        public static Rule Of(string line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var (from, place) = parts[0] switch
            {
                ['^', .. var rest] => (rest, Place.Start),
                [.. var rest, '$'] => (rest, Place.End),
                [.. var rest, '(', 'C', ')'] => (rest, Place.BeforeConsonant),
                [.. var rest, '(', 'V', ')'] => (rest, Place.BeforeVowel),
                var anywhere => (anywhere, Place.Anywhere),
            };
            return new Rule(from, parts.Length > 1 ? parts[1] : "", place);
        }

        public bool Fits(ReadOnlySpan<char> letters, int at)
        {
            var next = at + From.Length;
            if (next > letters.Length)
                return false;
            for (var i = _found; i < From.Length; i++)
            {
                if (letters[at + i] != From[i])
                    return false;
            }

            var end = next == letters.Length;
            return Where switch
            {
                Place.Anywhere => true,
                Place.Start => at == 0,
                Place.End => end,
                Place.BeforeVowel => !end && IsVowel(letters[next]),
                Place.BeforeConsonant => end || !IsVowel(letters[next]),
                _ => false,
            };
        }

        private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
    }
}
