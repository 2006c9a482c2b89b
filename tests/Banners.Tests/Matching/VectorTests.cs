using System.Text.Json;
using Banners.Data;
using Banners.Matching;

namespace Banners.Tests.Matching;

/// <summary>Cases in many languages, written by hand; the matcher in a browser has to agree with them too.</summary>
public sealed class VectorTests
{
    internal static readonly IReadOnlyList<Vector> Vectors = Read();

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        for (var i = 0; i < Vectors.Count; i++)
        {
            foreach (var search in Vectors[i].Found)
                cases.Add($"{i}: {Vectors[i].Type} {Vectors[i].Keyword}", search, true);
            foreach (var search in Vectors[i].Not)
                cases.Add($"{i}: {Vectors[i].Type} {Vectors[i].Keyword}", search, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_search_is_found_as_its_author_says(string vector, string search, bool found)
    {
        var set = Vectors[int.Parse(vector.Split(':')[0])].Set;

        (set.Find(search, "any") is not null).ShouldBe(found);
    }

    [Fact]
    public void There_are_at_least_300_cases_in_at_least_6_languages()
    {
        Vectors.Sum(vector => vector.Found.Count + vector.Not.Count).ShouldBeGreaterThanOrEqualTo(300);
        Vectors.Select(vector => vector.Language).Distinct().Count().ShouldBeGreaterThanOrEqualTo(6);
    }

    private static List<Vector> Read()
    {
        using var file = typeof(VectorTests).Assembly.GetManifestResourceStream("Banners.Tests.Matching.vectors.json")!;
        return JsonSerializer.Deserialize<List<Vector>>(file, JsonSerializerOptions.Web)!;
    }

    internal sealed record Vector(
        string Language, string Type, string Keyword, IReadOnlyList<string> Found, IReadOnlyList<string> Not,
        string Locale = "fr", bool Lookalikes = false, IReadOnlyDictionary<string, string[]>? Classes = null)
    {
        private readonly Lazy<KeywordSet> _set = new(() => new KeywordSet([CampaignOf(Keyword, Type, Locale, Lookalikes, Classes)]));

        public KeywordSet Set => _set.Value;

        public LiveCampaign Campaign => CampaignOf(Keyword, Type, Locale, Lookalikes, Classes);

        private static LiveCampaign CampaignOf(string keyword, string type, string locale, bool lookalikes, IReadOnlyDictionary<string, string[]>? classes) =>
            Campaigns.Of("A campaign", [(keyword, Campaigns.TypeOf(type))], locale: locale, lookalikes: lookalikes, classes: classes);
    }
}
