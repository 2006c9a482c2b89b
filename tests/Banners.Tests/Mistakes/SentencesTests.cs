using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Banners.Mistakes;

namespace Banners.Tests.Mistakes;

/// <summary>Whatever Banners says about a mistake it says in both languages.</summary>
public sealed partial class SentencesTests
{
    private static readonly Dictionary<string, string> English = Read(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> French = Read(CultureInfo.GetCultureInfo("fr"));

    [Fact]
    public void Every_sentence_exists_in_both_languages_with_the_same_places()
    {
        French.Keys.Order(StringComparer.Ordinal).ShouldBe(English.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, sentence) in English)
        {
            French[name].ShouldNotBe(sentence, name);
            Places(French[name]).ShouldBe(Places(sentence), name);
        }
    }

    [Fact]
    public void Every_sentence_can_be_filled_and_ends_as_one()
    {
        foreach (var sentence in English.Values.Concat(French.Values))
        {
            sentence.With(1, 2, 3, 4).ShouldNotContain("{");
            sentence.ShouldEndWith(".");
        }
    }

    [Fact]
    public void French_sentences_are_typed_as_French_is()
    {
        foreach (var (name, sentence) in French)
        {
            sentence.ShouldNotContain("'", customMessage: name);
            Unspaced().IsMatch(sentence).ShouldBeFalse($"{name}: {sentence}");
        }
    }

    /// <summary>A rule of the framework's own would speak English only. What platforms' programs ask (decisions) and settings are English.</summary>
    [Fact]
    public void Every_rule_of_a_request_has_sentences_of_ours()
    {
        var rules = typeof(BannersService).Assembly.GetTypes().Where(type => type.Namespace is not "Banners.Serving" && !type.Name.EndsWith("Options", StringComparison.Ordinal) && type.Name is not "PublicAddresses")
            .SelectMany(type => type.GetProperties().Cast<ICustomAttributeProvider>().Concat(type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).SelectMany(method => method.GetParameters())))
            .SelectMany(place => place.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>()).ToList();

        rules.Count.ShouldBeGreaterThan(60);
        rules.Where(rule => rule.GetType().Assembly != typeof(BannersService).Assembly).ShouldBeEmpty();
        foreach (var rule in rules)
            English.Values.ShouldContain(sentence => Regex.IsMatch(rule.FormatErrorMessage("Field"), Pattern(sentence), RegexOptions.NonBacktracking), rule.GetType().Name);
    }

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Sentences.ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string sentence) => Place().Matches(sentence).Select(match => match.Groups["number"].Value).Distinct().Order(StringComparer.Ordinal);

    private static string Pattern(string sentence) => $"^{Place().Replace(Regex.Escape(sentence).Replace("\\{", "{", StringComparison.Ordinal), ".+")}$";

    [GeneratedRegex(@"\{(?<number>\d)(:[^}]*)?\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    // Before these stands a space that does not break the line.
    [GeneratedRegex(@"[ \w][;!?»]| : |« ", RegexOptions.NonBacktracking)]
    private static partial Regex Unspaced();
}
