namespace Banners.Matching;

/// <summary>Letters that somebody held down: <c>au secooours</c> is also looked up with two of them, and with one. Digits stay.</summary>
internal static class Repeats
{
    private const int Held = 3;

    /// <param name="text">Normalised.</param>
    /// <param name="kept">How many are left of a letter that stands there three times or more in a row.</param>
    /// <param name="output">Room for as much as <paramref name="text"/>.</param>
    /// <returns>The length of what was written, or 0 when no letter was held down.</returns>
    public static int Shorten(ReadOnlySpan<char> text, int kept, Span<char> output)
    {
        var length = 0;
        var any = false;
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && text[end] == text[start])
                end++;
            var held = end - start >= Held && char.IsLetter(text[start]);
            any |= held;
            for (var i = 0; i < (held ? kept : end - start); i++)
                output[length++] = text[start];
            start = end;
        }

        return any ? length : 0;
    }
}
