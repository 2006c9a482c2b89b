using System.Collections;
using System.Globalization;
using Dashboard.Language;

namespace Dashboard.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("fr-FR", "1\u202f234\u202f567", "9,6\u202f%", "+56,15\u202f%")]
    [InlineData("en-GB", "1,234,567", "9.6%", "+56.15%")]
    public void Figures_are_written_as_the_language_writes_them(string culture, string count, string percent, string change)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Figures.Count(1_234_567).ShouldBe(count);
            Spaces(Figures.Percent(0.0964)).ShouldBe(Spaces(percent));
            Spaces(Figures.Change(0.561496)).ShouldBe(Spaces(change));
            Figures.Percent(null).ShouldBe(Figures.Unknown);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_text_exists_in_both_languages_with_the_same_places()
    {
        var french = Read(CultureInfo.InvariantCulture);
        var english = Read(CultureInfo.GetCultureInfo("en"));
        english.Keys.Order(StringComparer.Ordinal).ShouldBe(french.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, text) in french)
            Places(english[key]).ShouldBe(Places(text), key);
    }

    // ICU's choice of the space before % differs by version.
    private static string Spaces(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Texts.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static string Places(string text) => string.Concat(Enumerable.Range(0, 4).Select(place => $"{{{place}}}").Where(text.Contains));
}
