namespace Banners.Matching;

/// <summary>
/// 64-bit hashes of any part of a text in constant time, by a polynomial over its letters. Whoever finds something by a hash compares the
/// letters too: two texts may share one.
/// </summary>
internal static class TextHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private static readonly ulong[] Powers = PowersOfFactor();

    /// <summary>Of a text with one more letter than <paramref name="before"/>. Not yet what <see cref="Finish"/> makes of it.</summary>
    public static ulong Append(ulong before, char letter) => unchecked((before * Factor) + letter);

    /// <summary>Of two texts written one after the other.</summary>
    public static ulong Join(ulong first, ulong second, int secondLength) => unchecked((first * Powers[secondLength]) + second);

    /// <param name="prefixes">Of the text's beginnings, from none of its letters to all.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Behind its last letter.</param>
    public static ulong Part(ReadOnlySpan<ulong> prefixes, int start, int end) => unchecked(prefixes[end] - (prefixes[start] * Powers[end - start]));

    /// <summary>Spreads the bits; never 0.</summary>
    public static ulong Finish(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            return (hash ^ (hash >> 32)) | 1;
        }
    }

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0UL;
        foreach (var letter in text)
            hash = Append(hash, letter);
        return Finish(hash);
    }

    /// <summary>One bit of 64, of a finished hash: a set of words that lacks a word's bit lacks the word.</summary>
    public static ulong BitOf(ulong finished) => 1UL << (int)(finished >> 58);

    private static ulong[] PowersOfFactor()
    {
        var powers = new ulong[Normalizer.MaxLength + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = unchecked(powers[i - 1] * Factor);
        return powers;
    }
}
