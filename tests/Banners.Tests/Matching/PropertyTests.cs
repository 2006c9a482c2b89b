using Banners.Data;
using Banners.Matching;
using CsCheck;

namespace Banners.Tests.Matching;

/// <summary>What holds for any text, not only for examples.</summary>
public sealed class PropertyTests
{
    private static readonly KeywordSet Set = new(
    [
        Campaigns.Distress("distress-fr", "fr") with { Lookalikes = true },
        Campaigns.Distress("distress-en", "en"),
        Campaigns.Of("others", [("#119", KeywordType.Hashtag), ("enfant battu", KeywordType.Phrase), ("enfance danger", KeywordType.Broad), ("maltraitance", KeywordType.Fuzzy)], negative: [("fromage", KeywordType.Broad)]),
    ]);

    private static readonly string[] Searches =
        ["mon pere me tape", "jai peur de rentre chez moi", "enfant battu", "#119", "danger enfance", "maltraitence", "recette de crepes", "my dad hits me", "je veux mourir", "fromage battu"];

    // Any UTF-16, valid or not, mixed with what the rules speak of.
    private static readonly Gen<string> AnyText = Gen.OneOf<string>(
        Gen.Char.Array[0, 300].Select(letters => new string(letters)),
        Gen.OneOf("mon ", "pere", " me ", "tape", "#", "119", "\u200B", "\u0301", "\uD83D", "\uDE00", "é", "_", "-", "'", "aaa", "0", "@", "а", "虐", "j").Array[0, 60].Select(string.Concat));

    // What nobody sees or hears: it changes no match, wherever it stands between words or inside them.
    private static readonly Gen<string> Invisible = Gen.OneOf("\u200B", "\u200D", "\u2060", "\u202E", "\u202C", "\uFEFF", "\u0301", "\u0308", "\uFE0F");
    private static readonly Gen<string> BetweenWords = Gen.OneOf("  ", " \u200B", "\t", " - ", " … ", "\n", " 🙂 ", ", ", " ! ", "\u00A0", "\u3000");

    [Fact]
    public void Normalising_twice_changes_nothing() => AnyText.Sample(text =>
    {
        var once = Normalizer.Normalize(text);
        return Normalizer.Normalize(once) == once;
    }, iter: 20_000);

    [Fact]
    public void No_text_makes_a_search_throw() => AnyText.Sample(text => { Set.Find(text, "sandbox"); }, iter: 20_000);

    [Fact]
    public void What_is_ignored_inside_a_word_never_changes_the_match() =>
        Gen.Select(Gen.OneOf(Searches), Gen.Int[1, 100], Invisible).Sample((search, place, noise) =>
            Found(search.Insert(1 + (place % search.Length), noise)) == Found(search), iter: 5_000);

    [Fact]
    public void What_separates_words_never_changes_the_match() =>
        Gen.Select(Gen.OneOf(Searches), BetweenWords).Sample((search, gap) => Found(search.Replace(" ", gap)) == Found(search), iter: 2_000);

    [Fact]
    public void Capitals_never_change_the_match() =>
        Gen.OneOf(Searches).Sample(search => Found(search.ToUpperInvariant()) == Found(search), iter: 200);

    private static Guid? Found(string search) => Set.Find(search, "sandbox")?.Keyword.Id;
}
