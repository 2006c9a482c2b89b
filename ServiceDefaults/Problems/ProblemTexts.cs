using System.Collections;
using System.Globalization;
using System.Resources;

namespace ServiceDefaults.Problems;

/// <summary>
/// What the framework and this project say about a request, in other languages. It is looked up by its English words, since the framework knows no
/// names for its titles.
/// </summary>
internal static class ProblemTexts
{
    internal static ResourceManager Resources { get; } = new(typeof(ProblemTexts).FullName!, typeof(ProblemTexts).Assembly);

    private static readonly Dictionary<string, string> Names = Resources.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Value!, entry => (string)entry.Key, StringComparer.Ordinal);

    /// <summary>The same sentence where it is not known: a service's own is in the language already.</summary>
    public static string? In(CultureInfo language, string? english) =>
        english is not null && Names.TryGetValue(english, out var name) ? Resources.GetString(name, language) : english;
}
