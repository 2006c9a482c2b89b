namespace Content.Rendering;

/// <summary>The languages of the public pages; French comes first.</summary>
public static class PageLanguages
{
    public const string French = "fr";
    public const string English = "en";

    public static IReadOnlyList<string> All { get; } = [French, English];

    public static bool IsOurs(string language) => language is French or English;

    /// <summary>The reader's preferred language among ours; French when there is none.</summary>
    public static string Pick(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(x => x.Quality ?? 1)
            .Select(x => All.FirstOrDefault(ours => x.Value.StartsWith(ours, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(x => x is not null) ?? French;
}

/// <summary>One set of texts in each language, from <c>NAME.fr.json</c> and <c>NAME.en.json</c>.</summary>
public sealed class Localized<T>
{
    private readonly Dictionary<string, T> _texts;

    public Localized(string name) =>
        _texts = PageLanguages.All.ToDictionary(language => language, language => EmbeddedTexts.Read<T>($"{name}.{language}.json"), StringComparer.Ordinal);

    public T this[string language] => _texts[language];
}
