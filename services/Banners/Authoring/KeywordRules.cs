using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;
using Banners.Mistakes;

namespace Banners.Authoring;

/// <summary>What a keyword must be, wherever it comes from.</summary>
internal static class KeywordRules
{
    public const int Most = 100_000;

    // Each pattern is tried when its rarest class stands in a search.
    public const int MostPatterns = 10_000;

    /// <summary>A sentence for its author, or null.</summary>
    public static string? WrongWith(string text, KeywordType type)
    {
        if (text.Length > Keyword.MaxLength)
            return Sentences.KeywordTooLong.With(Keyword.MaxLength);
        if (text.Contains('\0', StringComparison.Ordinal) || Normalizer.Normalize(text).Length == 0)
            return Sentences.KeywordEmpty;
        return type is KeywordType.Concept && Pattern.Parse(text, out var error) is null ? error : null;
    }

    /// <summary>A sentence for its author, or null.</summary>
    public static string? TooManyPatterns(IEnumerable<KeywordType> types) =>
        types.Count(type => type is KeywordType.Concept) is > MostPatterns and var patterns ? Sentences.TooManyPatterns.With(MostPatterns, patterns) : null;
}
