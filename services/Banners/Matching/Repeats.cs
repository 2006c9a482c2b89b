namespace Banners.Matching;

/// <summary>Letters that somebody held down: <c>au secooours</c> is also looked up with two of them, and with one. Digits stay.</summary>
internal static class Repeats
{
    private const int Held = 3;

    /// <summary>Whether there is anything to shorten; mostly there is not.</summary>
    public static bool AreIn(ReadOnlySpan<char> text)
    {
        for (var i = Held - 1; i < text.Length; i++)
        {
            if (text[i] == text[i - 1] && text[i] == text[i - 2] && char.IsLetter(text[i]))
                return true;
        }

        return false;
    }

    /// <param name="text">Normalised.</param>
    /// <param name="kept">How many are left of a letter that stands there three times or more in a row.</param>
    /// <param name="output">Room for as much as <paramref name="text"/>.</param>
    /// <returns>The length of what was written.</returns>
    public static int Shorten(ReadOnlySpan<char> text, int kept, Span<char> output)
    {
        var length = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && text[end] == text[start])
                end++;
            var held = end - start >= Held && char.IsLetter(text[start]);
            for (var i = 0; i < (held ? kept : end - start); i++)
                output[length++] = text[start];
            start = end;
        }

        return length;
    }
}
