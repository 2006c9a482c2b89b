using System.Text.RegularExpressions;

namespace Analytics.Ingestion;

/// <summary>What untrusted text must look like before it becomes part of a key.</summary>
internal static partial class Tidy
{
    private const int LongestLabel = 64;

    public static bool IsPartner(string? text) => text is not null && PartnerId().IsMatch(text);

    /// <summary>Lower-case words such as <c>too-fast</c> or <c>video.view</c>.</summary>
    public static bool IsName(string? text) => text is not null && Name().IsMatch(text);

    /// <summary>A coarse field, or null when it is not one: unknown is kept, nonsense is not.</summary>
    public static string? Label(string? text) =>
        text is { Length: > 0 and <= LongestLabel } && !text.Any(char.IsControl) && IsWellFormed(text) ? text : null;

    /// <summary>An identity given by somebody else: anything printable of sane length.</summary>
    public static bool IsIdentity(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.Any(char.IsControl) && IsWellFormed(text);

    // A lone surrogate cannot be written as UTF-8 and would fail the whole batch.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return false;
            i++;
        }

        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartnerId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,59}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
