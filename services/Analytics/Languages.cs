using System.Globalization;

namespace Analytics;

/// <summary>French first, English too: which of the two a request wants.</summary>
internal static class Languages
{
    public const string French = "fr";
    public const string English = "en";

    public static string Of(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(x => x.Quality ?? 1)
            .Select(x => x.Value.Value?.Split('-')[0])
            .FirstOrDefault(x => x is French or English);
        return wanted ?? French;
    }

    public static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language);

    /// <summary>The text in that language, else in French, else whatever there is.</summary>
    public static string Pick(IReadOnlyDictionary<string, string> texts, string language) =>
        texts.TryGetValue(language, out var text) || texts.TryGetValue(French, out text) ? text : texts.Values.FirstOrDefault() ?? "";
}
