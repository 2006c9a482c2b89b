using System.Globalization;
using System.Text;
using Banners.Bundles;
using Banners.Data;
using Banners.Tests.Matching;

namespace Banners.Tests.Bundles;

public sealed class BundleContentTests
{
    private static readonly LiveCampaign Ours = Campaigns.Of("ours", [("L'école", KeywordType.Phrase), ("#AlloEnfance", KeywordType.Hashtag)], negative: [("jeu", KeywordType.Broad)], partners: ["tiktok"]);

    [Fact]
    public void The_same_campaigns_are_the_same_bytes_and_a_change_is_another_version()
    {
        var version = Of(Ours).Version;

        Of(Ours).Version.ShouldBe(version);
        Of(Ours with { Revision = 99 }).Version.ShouldBe(version);
        Of(Ours with { Priority = 1 }).Version.ShouldNotBe(version);
        Of(Ours with { Keywords = [.. Ours.Keywords.Reverse()] }).Version.ShouldNotBe(version);
    }

    [Fact]
    public void Campaigns_for_other_partners_are_not_in_it()
    {
        var theirs = Campaigns.Of("secret", [("caché", KeywordType.Exact)], partners: ["elsewhere"]);

        Of(Ours, theirs).Version.ShouldBe(Of(Ours).Version);
        Encoding.UTF8.GetString(Of(theirs).Bytes).ShouldNotContain("cache");
    }

    [Fact]
    public void A_campaign_is_in_it_while_its_flight_lasts()
    {
        var begins = DateTimeOffset.Parse("2026-12-01T08:00:00Z", CultureInfo.InvariantCulture);
        LiveCampaign[] flying = [Ours with { Flights = [new LiveFlight(begins, begins.AddDays(1), [], null, null, "Europe/Paris")] }];

        Device.BundleOf("tiktok", flying, begins.AddMinutes(-1)).Version.ShouldBe(Of().Version);
        Device.BundleOf("tiktok", flying, begins).Version.ShouldBe(Of(Ours).Version);
        Device.BundleOf("tiktok", flying, begins.AddDays(1)).Version.ShouldBe(Of().Version);
    }

    [Fact]
    public void Keywords_stand_under_their_type_as_they_are_compared()
    {
        var lines = Encoding.UTF8.GetString(Of(Ours).Bytes).Split('\n');

        lines[0].ShouldBe("bundle\t1\ttiktok");
        lines[^6..].ShouldBe(
        [
            "keywords\tphrase\t\t", KeywordCode.Of(Ours.Keywords[0].Id) + "l ecole",
            "keywords\thashtag\t\t", KeywordCode.Of(Ours.Keywords[1].Id) + "allo enfance",
            "keywords\tbroad\t\t-", KeywordCode.Of(Ours.Keywords[2].Id) + "jeu",
        ]);
    }

    [Fact]
    public void A_pattern_with_a_line_break_stays_one_line()
    {
        var odd = Campaigns.Of("odd", [("battu\nou\tfrappé", KeywordType.Concept)], partners: ["tiktok"]);

        Encoding.UTF8.GetString(Of(odd).Bytes).Split('\n')[^1].ShouldBe(KeywordCode.Of(odd.Keywords[0].Id) + "battu\u00A0ou\u00A0frappé");
    }

    private static BundleContent Of(params LiveCampaign[] campaigns) => Device.BundleOf("tiktok", campaigns);
}
