using Banners.Data;
using Banners.Seed;

namespace Banners.Tests.Matching;

/// <summary>Live campaigns as tests of the matcher want them.</summary>
internal static class Campaigns
{
    public static LiveCampaign Of(
        string name, IEnumerable<(string Text, KeywordType Type)> keywords, IEnumerable<(string Text, KeywordType Type)>? negative = null,
        string[]? partners = null, string locale = "fr", int priority = 0, int weight = 1, bool lookalikes = false, IReadOnlyDictionary<string, string[]>? classes = null) => new()
        {
            Id = Guid.CreateVersion7(),
            Revision = 1,
            Name = name,
            Country = "FR",
            DefaultLocale = locale,
            Partners = partners ?? [],
            Priority = priority,
            Weight = weight,
            Lookalikes = lookalikes,
            WordClasses = [.. (classes ?? new Dictionary<string, string[]>()).Select(entry => new LiveWordClass(entry.Key, entry.Value))],
            Keywords =
            [
                .. keywords.Select(keyword => new LiveKeyword(Guid.CreateVersion7(), keyword.Text, keyword.Type)),
                .. (negative ?? []).Select(keyword => new LiveKeyword(Guid.CreateVersion7(), keyword.Text, keyword.Type, Negative: true)),
            ],
            Banners = [],
        };

    /// <summary>The seeded searches of distress: <c>distress-fr</c> or <c>distress-en</c>.</summary>
    public static LiveCampaign Distress(string seed, string locale)
    {
        var file = ConceptFile.Read(seed);
        return Of(seed, [], locale: locale) with
        {
            WordClasses = [.. file.Classes.Select(known => new LiveWordClass(known.Name, known.Words))],
            Keywords = [.. file.Patterns.Select(line => new LiveKeyword(Guid.CreateVersion7(), line.Pattern, KeywordType.Concept, line.Kind, line.Negative))],
        };
    }

    public static KeywordType TypeOf(string name) => Enum.Parse<KeywordType>(name, ignoreCase: true);
}
