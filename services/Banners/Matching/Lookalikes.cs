using System.Buffers;

namespace Banners.Matching;

/// <summary>
/// Reads what looks like a letter as that letter, for campaigns that want it: <c>3nfance</c> is <c>enfance</c>, <c>dаnger</c> with a
/// Cyrillic а is <c>danger</c>. Only in words that have a Latin letter, so numbers and other scripts stay what they are.
/// </summary>
internal static class Lookalikes
{
    internal const string Like = "013457@$€!|аеорсухіјѕԁһկοαε";
    internal const string Letter = "oieastaseiiaeopcyxijsdhkoae";

    private static readonly SearchValues<char> Any = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(x => (char)x).Where(x => Like.Contains(char.ToLowerInvariant(x)))]);

    /// <param name="text">What somebody typed.</param>
    /// <param name="output">Room for <see cref="Normalizer.MaxLength"/> characters.</param>
    /// <param name="length">How many were written.</param>
    /// <returns>Whether anything reads differently.</returns>
    public static bool Read(ReadOnlySpan<char> text, Span<char> output, out int length)
    {
        if (text.Length > Normalizer.MaxLength)
            text = text[..Normalizer.MaxLength];
        length = 0;
        if (!text.ContainsAny(Any))
            return false;
        length = text.Length;
        text.CopyTo(output);
        var changed = false;
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            changed |= ReadWord(output[start..end]);
            start = end + 1;
        }

        return changed;
    }

    private static bool ReadWord(Span<char> word)
    {
        if (!HasLatinLetter(word))
            return false;
        // A mark at the end is punctuation.
        var last = word.Length;
        while (last > 0 && word[last - 1] is '!' or '|' or '€' or '$')
            last--;
        var changed = false;
        for (var i = 0; i < last; i++)
        {
            var at = Like.IndexOf(char.ToLowerInvariant(word[i]), StringComparison.Ordinal);
            if (at < 0)
                continue;
            word[i] = Letter[at];
            changed = true;
        }

        return changed;
    }

    private static bool HasLatinLetter(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (char.IsLetter(letter) && letter < '\u0250')
                return true;
        }

        return false;
    }
}
