using System.Text.Json;
using System.Text.Json.Serialization;

namespace Banners.Demo;

/// <summary>The demo's words in one language: <c>Texts.fr.json</c>, <c>Texts.en.json</c>. A missing one stops the start.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Texts
{
    public required string Lang { get; init; }

    public required string OtherLang { get; init; }

    public required string OtherLangName { get; init; }

    public required string PageTitle { get; init; }

    public required string PlatformName { get; init; }

    public required string Heading { get; init; }

    public required string Lead { get; init; }

    public required string SearchLabel { get; init; }

    public required string SearchPlaceholder { get; init; }

    public required string SearchButton { get; init; }

    public required string ClearButton { get; init; }

    public required string ThemeButton { get; init; }

    public required string SuggestionsLabel { get; init; }

    public required IReadOnlyList<string> Suggestions { get; init; }

    public required string OnDevice { get; init; }

    public required string OnDeviceMeans { get; init; }

    public required string Trending { get; init; }

    public required string ResultsFor { get; init; }

    public required string ResultsShown { get; init; }

    public required string Illustrative { get; init; }

    public required string Likes { get; init; }

    public required string NoScript { get; init; }

    public required string SafetyCentre { get; init; }

    public required string Footer { get; init; }

    public required IReadOnlyList<MockResult> Results { get; init; }

    internal sealed record MockResult(string Title, string Author, string Likes, string Duration);

    public static IReadOnlyDictionary<string, Texts> All { get; } = new[] { "fr", "en" }.ToDictionary(lang => lang, Read, StringComparer.Ordinal);

    /// <summary><c>?lang=</c>, else the browser's first language that we speak, else French.</summary>
    public static Texts For(HttpRequest request)
    {
        if (request.Query["lang"].ToString() is { Length: > 0 } asked)
            return All.GetValueOrDefault(asked) ?? All["fr"];
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(All.ContainsKey);
        return All[accepted ?? "fr"];
    }

    private static Texts Read(string lang)
    {
        using var file = typeof(Texts).Assembly.GetManifestResourceStream($"Banners.Demo.Texts.{lang}.json")!;
        return JsonSerializer.Deserialize<Texts>(file, JsonSerializerOptions.Web)!;
    }
}
