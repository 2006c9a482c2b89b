using System.Text;
using Banners.Bundles;
using Banners.Data;
using Banners.Tests.Matching;
using CsCheck;

namespace Banners.Tests.Bundles;

public sealed class BundleDeltaTests
{
    private static readonly Gen<string> Content =
        Gen.OneOf("keywords\tphrase\t\t", "aaaaaaaaenfant battu", "bbbbbbbb+119", "cccccccc=1,2", "campaign\t{\"id\":1}", "été", "\uFFFD", "虐 待", "").Array[0, 40].Select(lines => string.Join('\n', lines));

    [Fact]
    public void A_delta_applied_gives_the_very_bytes() =>
        Gen.Select(Content, Content).Sample((from, to) =>
        {
            var (before, after) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
            return Apply(before, BundleDelta.Of("v", before, after)).SequenceEqual(after);
        }, iter: 5_000);

    [Fact]
    public void A_keyword_more_is_a_line_more()
    {
        var campaign = Campaigns.Of("many", Enumerable.Range(0, 1_000).Select(i => ($"mot {i}", KeywordType.Phrase)));
        var more = campaign with { Keywords = [.. campaign.Keywords.Take(500), new LiveKeyword(Guid.CreateVersion7(), "au milieu", KeywordType.Phrase), .. campaign.Keywords.Skip(501)] };
        var (from, to) = (ContentOf(campaign), ContentOf(more));

        var delta = BundleDelta.Of("v", from, to);

        delta.Length.ShouldBeLessThan(100);
        Encoding.UTF8.GetString(delta).Split('\n').Count(line => line[0] == '+').ShouldBe(1);
        Apply(from, delta).ShouldBe(to);
        BundleContent.VersionOf(Apply(from, delta)).ShouldBe(BundleContent.VersionOf(to));
    }

    private static byte[] ContentOf(LiveCampaign campaign) => Device.BundleOf("any", [campaign]).Bytes;

    // As the README says; the browser does the same.
    private static byte[] Apply(byte[] from, byte[] delta)
    {
        var before = Encoding.UTF8.GetString(from).Split('\n');
        var lines = Encoding.UTF8.GetString(delta).Split('\n').Skip(1).SelectMany(line =>
        {
            if (line[0] == '+')
                return [line[1..]];
            var numbers = line[1..].Split(',').Select(int.Parse).ToArray();
            return before.Skip(numbers[0]).Take(numbers[1]);
        });
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
