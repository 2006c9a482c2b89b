using System.Text.RegularExpressions;

namespace Banners.Data;

/// <summary>Which of several languages comes nearest to what somebody asked for: RFC 4647 lookup, <c>zh-Hant-TW → zh-Hant → zh</c>.</summary>
internal static partial class Locales
{
    public const string Pattern = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$";

    /// <summary>Whether authors may write a language so.</summary>
    public static bool IsTag(string text) => Tag().IsMatch(text);

    /// <summary>
    /// The index of the nearest one: the tag itself, else one that says more about it, else the same with the tag's last part left
    /// out, and so on; -1 when none speaks the language. Upper and lower case are the same, and so are <c>-</c> and <c>_</c>.
    /// </summary>
    public static int Nearest<T>(IReadOnlyList<T> items, Func<T, string> localeOf, ReadOnlySpan<char> wanted)
    {
        for (; !wanted.IsEmpty; wanted = WithoutLast(wanted))
        {
            var wider = -1;
            for (var i = 0; i < items.Count; i++)
            {
                if (!BeginsWith(localeOf(items[i]), wanted, out var whole))
                    continue;
                if (whole)
                    return i;
                wider = wider < 0 ? i : wider;
            }

            if (wider >= 0)
                return wider;
        }

        return -1;
    }

    public static bool AreSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => BeginsWith(one, other, out var whole) && whole;

    // Of whole parts: "fr-CA" begins with "fr", "fra" does not.
    private static bool BeginsWith(ReadOnlySpan<char> tag, ReadOnlySpan<char> start, out bool whole)
    {
        whole = tag.Length == start.Length;
        if (tag.Length < start.Length || (!whole && tag[start.Length] is not ('-' or '_')))
            return false;
        for (var i = 0; i < start.Length; i++)
        {
            if (Plain(tag[i]) != Plain(start[i]))
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> WithoutLast(ReadOnlySpan<char> tag) => tag.LastIndexOfAny('-', '_') is > 0 and var at ? tag[..at] : [];

    [GeneratedRegex(Pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    private static char Plain(char letter) => letter == '_' ? '-' : char.ToLowerInvariant(letter);
}
