using Banners.Data;
using Banners.Matching;

namespace Banners.Tests.Matching;

public sealed class PointsTests
{
    private static readonly KeywordSet Set = new([Campaigns.Of(
        "A campaign",
        [
            ("+60 [who]", KeywordType.Concept), ("+60 [hit]", KeywordType.Concept), ("-40 recette", KeywordType.Concept), ("-20 [?]", KeywordType.Concept),
            ("[me] + [hit]", KeywordType.Concept),
        ],
        classes: new Dictionary<string, string[]> { ["who"] = ["père"], ["me"] = ["me"], ["hit"] = ["taper"] })]);

    [Theory]
    [InlineData("pere tape", true)]
    [InlineData("tape", false)]
    [InlineData("pere tape recette", false)]
    [InlineData("pere tape zorglub", true)]
    [InlineData("me tape", true)]
    [InlineData("me tape zorglub", true)]
    [InlineData("me tape recette", false)]
    [InlineData("pere me tape recette", true)]
    public void Points_add_up_and_a_pattern_without_them_counts_sixty(string search, bool found) =>
        (Set.Find(search, "any") is not null).ShouldBe(found);
}
