using System.Text.Json.Nodes;

namespace Analytics.Tests.Reports;

[Collection(SharedApp.Name)]
public sealed class BreakdownTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();
    private readonly string _partner = Some.Partner();

    [Fact]
    public async Task The_first_rows_and_the_rest_add_up_to_the_total()
    {
        await RecordAsync(5, "FR-IDF");
        await RecordAsync(3, "FR-BRE");
        await RecordAsync(2, "FR-COR");
        await RecordAsync(1, "FR-NOR");

        var report = await app.GetAsync($"/v1/breakdown?by=region&top=2&campaign={_campaign}");

        Rows(report).ShouldBe(["FR-IDF 5", "FR-BRE 3"]);
        report["other"]!.ToJsonString().ShouldBe("""{"rows":2,"value":3,"share":0.272727}""");
        report["total"]!.GetValue<long>().ShouldBe(11);
        report["rows"]![0]!["share"]!.GetValue<double>().ShouldBe(0.454545);
    }

    [Fact]
    public async Task What_the_platform_did_not_give_is_a_row_without_a_name()
    {
        await app.RecordAsync(Some.Event(campaign: _campaign) with { Device = null }, Some.Event(campaign: _campaign));

        var report = await app.GetAsync($"/v1/breakdown?by=device&campaign={_campaign}");

        Rows(report).ShouldBe([" 1", "mobile 1"]);
        report["rows"]![0]!["unknown"]!.GetValue<bool>().ShouldBeTrue();
        report["rows"]![1]!["unknown"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Campaigns_banners_and_keywords_have_names_and_unknown_ones_are_kept()
    {
        var known = Some.Campaign(_campaign, 1, "Enfance en danger");
        await app.PublishAsync(known);
        await app.RecordAsync(
            Some.Event(campaign: _campaign, partner: _partner) with { BannerId = known.Banners[0].BannerId, KeywordId = known.Keywords[0].KeywordId },
            Some.Event(campaign: _campaign, partner: _partner) with { BannerId = known.Banners[0].BannerId, KeywordId = known.Keywords[0].KeywordId },
            Some.Event(partner: _partner) with { BannerId = Guid.NewGuid(), KeywordId = Guid.NewGuid() });

        (await NamesAsync("campaign")).ShouldBe(["Enfance en danger known 2", "- unknown 1"]);
        (await NamesAsync("banner")).ShouldBe([$"{known.Banners[0].Title} known 2", "- unknown 1"]);
        (await NamesAsync("keyword")).ShouldBe(["#119 known 2", "- unknown 1"]);
        (await NamesAsync("partner")).ShouldBe(["- unknown 3"]);
        await app.RegisterPartnerAsync(_partner, sandbox: false);
        (await NamesAsync("partner")).ShouldBe([$"{_partner} known 3"]);

        async Task<IEnumerable<string>> NamesAsync(string by) => (await app.GetAsync($"/v1/breakdown?by={by}&partner={_partner}"))["rows"]!.AsArray()
            .Select(x => $"{x!["name"]?.ToString() ?? "-"} {(x["unknown"]!.GetValue<bool>() ? "unknown" : "known")} {x["value"]}");
    }

    [Fact]
    public async Task By_validity_everything_is_shown_also_what_is_not_valid()
    {
        await app.RecordAsync(
            Some.Event("click", campaign: _campaign), Some.Event("click", campaign: _campaign), Some.Event("click", campaign: _campaign) with { Validity = "bot" },
            Some.Event("click", campaign: _campaign) with { Validity = "bot", Verified = false });

        Rows(await app.GetAsync($"/v1/breakdown?by=validity&metric=clicks&campaign={_campaign}")).ShouldBe(["valid 2", "bot 1"]);
        Rows(await app.GetAsync($"/v1/breakdown?by=validity&metric=clicks&access=all&campaign={_campaign}")).ShouldBe(["bot 2", "valid 2"]);
    }

    [Fact]
    public async Task A_sandbox_partner_is_only_there_when_asked_for()
    {
        await app.RecordAsync(Some.Event(campaign: _campaign, partner: _partner), Some.Event(campaign: _campaign));
        await app.RegisterPartnerAsync(_partner, sandbox: true);

        Rows(await app.GetAsync($"/v1/breakdown?by=partner&campaign={_campaign}")).ShouldBe(["tiktok 1"]);
        Rows(await app.GetAsync($"/v1/breakdown?by=partner&partner={_partner}")).ShouldBe([$"{_partner} 1"]);
    }

    [Fact]
    public async Task Cells_that_retention_merged_are_in_the_rest()
    {
        await RecordAsync(3, "FR-IDF");
        await RecordAsync(2, "other");

        var report = await app.GetAsync($"/v1/breakdown?by=region&campaign={_campaign}");

        Rows(report).ShouldBe(["FR-IDF 3"]);
        report["other"]!.ToJsonString().ShouldBe("""{"rows":0,"value":2,"share":0.4}""");
    }

    [Fact]
    public async Task Of_nothing_there_are_no_rows_and_no_shares()
    {
        var report = await app.GetAsync($"/v1/breakdown?campaign={_campaign}");

        report["rows"]!.AsArray().ShouldBeEmpty();
        report["other"]!.ToJsonString().ShouldBe("""{"rows":0,"value":0,"share":null}""");
    }

    private Task RecordAsync(int times, string region) =>
        app.RecordAsync([.. Enumerable.Range(0, times).Select(_ => Some.Event(campaign: _campaign) with { Region = region })]);

    private static IEnumerable<string> Rows(JsonNode report) => report["rows"]!.AsArray().Select(x => $"{x!["key"]} {x["value"]}");
}
