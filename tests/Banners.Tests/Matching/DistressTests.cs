using System.Text.Json;
using Banners.Data;
using Banners.Matching;
using Banners.Matching.Concepts;
using Banners.Seed;

namespace Banners.Tests.Matching;

public sealed class DistressTests
{
    private static readonly string[] Kinds =
    [
        "blows", "neglect", "confinement", "fear-of-home", "running-away", "sexual-violence", "digital-blackmail", "bullying",
        "parents-violence", "self-harm", "witness", "whom-to-call",
    ];

    private static readonly KeywordSet Set = new([Campaigns.Distress("distress-fr", "fr"), Campaigns.Distress("distress-en", "en")]);

    [Theory]
    [InlineData("mon pere me tape", "blows")]
    [InlineData("mes paren me frape", "blows")]
    [InlineData("jai peur de rentré chez moi", "fear-of-home")]
    [InlineData("est ce que mes parents ont le droit de me frapper", "whom-to-call")]
    [InlineData("my dad hits me", "blows")]
    [InlineData("mon pere menferme dans ma chambre", "confinement")]
    [InlineData("on me fait du chantage avec mes photos", "digital-blackmail")]
    [InlineData("jveu mourire", "self-harm")]
    [InlineData("comment fuguer de chez moi", "running-away")]
    public void A_childs_own_words_are_understood(string search, string kind) => (Set.Find(search, "sandbox")?.Keyword.Kind).ShouldBe(kind);

    [Theory]
    [InlineData("frappe moi baby")]
    [InlineData("fromage battu")]
    [InlineData("mon père me manque")]
    [InlineData("recette de crêpes")]
    [InlineData("mon frère me bat toujours au basket")]
    [InlineData("hit me baby one more time")]
    public void What_only_sounds_like_it_is_not_taken_for_it(string search) => Set.Find(search, "sandbox").ShouldBeNull();

    [Fact]
    public void A_negative_pattern_hides_only_its_own_words() =>
        Set.Find("mon père me manque mais ma mère me frappe", "sandbox").ShouldNotBeNull();

    [Theory]
    [InlineData("distress-fr")]
    [InlineData("distress-en")]
    public void Every_pattern_is_one_and_its_classes_are_there(string seed)
    {
        var file = ConceptFile.Read(seed);
        var names = file.Classes.Select(known => known.Name).ToHashSet(StringComparer.Ordinal);

        names.Count.ShouldBe(file.Classes.Count, "a class stands twice");
        foreach (var line in file.Patterns)
        {
            var pattern = Pattern.Parse(line.Pattern, out var error).ShouldNotBeNull($"{line.Pattern}: {error}");
            pattern.Classes.Where(name => !names.Contains(name)).ShouldBeEmpty(line.Pattern);
            line.Pattern.Length.ShouldBeLessThanOrEqualTo(Keyword.MaxLength, line.Pattern);
        }

        file.Patterns.Select(line => line.Kind).OfType<string>().Distinct().Order().ShouldBe(Kinds.Order());
    }

    [Theory]
    [InlineData("distress-fr")]
    [InlineData("distress-en")]
    public void Every_kind_has_a_banner_in_both_languages_with_a_helpline(string seed)
    {
        using var campaign = Read($"campaign-{seed}");
        campaign.RootElement.GetProperty("partners").EnumerateArray().Select(partner => partner.GetString()).ShouldBe(["sandbox"]);

        using var file = Read($"banners-{campaign.RootElement.GetProperty("bannersOf").GetString()}");
        var banners = file.RootElement.EnumerateArray().ToList();
        foreach (var kind in Kinds)
        {
            var ofKind = banners.Where(banner => banner.GetProperty("kind").GetString() == kind).ToList();
            ofKind.Select(banner => banner.GetProperty("locale").GetString()).Order().ShouldBe(["en", "fr"]);
            ofKind.ShouldAllBe(banner => banner.GetProperty("helplines").GetArrayLength() > 0);
        }
    }

    [Fact]
    public void A_search_in_plain_letters_allocates_nothing_from_the_first_time_on()
    {
        string[] searches = ["mon pere me tape tout les jour", "recette de crepes au sucre", "monpere menferme", "jai peurr de renter", "my dad hits me"];
        foreach (var search in searches)
            Set.Find(search, "sandbox");

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var search in searches)
            Set.Find(search, "sandbox");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static JsonDocument Read(string name)
    {
        using var file = typeof(ConceptFile).Assembly.GetManifestResourceStream($"Banners.Seed.{name}.json")!;
        return JsonDocument.Parse(file);
    }
}
