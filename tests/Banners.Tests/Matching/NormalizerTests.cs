using System.Globalization;
using System.Text;
using Banners.Matching;

namespace Banners.Tests.Matching;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("#AlloEnfanceEnDanger", "#allo_enfance_en_danger")]
    [InlineData("Allô, enfance-en-danger !", "allo enfance en danger")]
    [InlineData("＃１１９", "#119")]
    [InlineData("l'enfance", "l enfance")]
    [InlineData("#SOSEnfants", "#sos_enfants")]
    [InlineData("#SOSÉcole", "#sos_ecole")]
    [InlineData("a#b", "a #b")]
    [InlineData("##double", "#double")]
    [InlineData("# seul", "seul")]
    [InlineData("snake_case", "snake case")]
    [InlineData("#_a__b_", "#a_b")]
    [InlineData("Straße ŒUVRE Łódź Ødegård", "strasse oeuvre lodz odegard")]
    [InlineData("e\u0301cole", "ecole")]
    [InlineData("zero\u200Bwidth \u202Ebidi", "zerowidth bidi")]
    [InlineData("ΑΣ ας", "ασ ασ")]
    [InlineData("НАСИЛИЕ", "насилие")]
    [InlineData("عُنْف", "عنف")]
    [InlineData("虐待", "虐 待")]
    [InlineData("#虐待Stop", "#虐_待_stop")]
    [InlineData("lone \uD800 half", "lone half")]
    [InlineData("\uFFFE", "")]
    [InlineData("👨‍👩‍👧 famille", "famille")]
    public void Text_is_brought_into_one_form(string text, string normal) => Normalizer.Normalize(text).ShouldBe(normal);

    [Fact]
    public void What_comes_after_the_256th_character_is_not_seen()
    {
        Normalizer.Normalize(new string('a', 1000)).Length.ShouldBe(256);
        Normalizer.Normalize(new string('x', 255) + "😀").ShouldBe(new string('x', 255));
    }

    [Fact]
    public void Normalising_twice_changes_nothing_for_any_character()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (!Rune.IsValid(code))
                continue;
            var once = Normalizer.Normalize($"#a{new Rune(code)}B c");
            var twice = Normalizer.Normalize(once);
            if (twice != once)
                twice.ShouldBe(once, $"U+{code:X4} {Rune.GetUnicodeCategory(new Rune(code))}");
        }
    }

    [Fact]
    public void Normalising_twice_changes_nothing_for_any_text()
    {
        var random = new Random(119);
        for (var i = 0; i < 300_000; i++)
        {
            var text = RandomText(random, i % 2 == 0 ? 300 : 12);
            var once = Normalizer.Normalize(text);
            if (Normalizer.Normalize(once) is var twice && twice != once)
                Assert.Fail($"{Codes(text)} became {Codes(once)} and then {Codes(twice)}");
        }
    }

    private static string Codes(string text) => string.Join(' ', text.Select(letter => ((int)letter).ToString("X4", CultureInfo.InvariantCulture)));

    // Any UTF-16, valid or not, with what the rules speak of more often than chance would have it.
    private static string RandomText(Random random, int longest)
    {
        const string Likely = "aBéÉß#_- '119０\u200B\u0301\uD83D\uDE00\uFDFAŒ#";
        return string.Create(random.Next(1, longest), random, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = source.Next(3) == 0 ? (char)source.Next(0x10000) : Likely[source.Next(Likely.Length)];
        });
    }
}
