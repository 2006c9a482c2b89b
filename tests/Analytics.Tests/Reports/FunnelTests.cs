using System.Text.Json.Nodes;
using Contracts.Banners;

namespace Analytics.Tests.Reports;

[Collection(SharedApp.Name)]
public sealed class FunnelTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();
    private readonly string _partner = Some.Partner();

    [Fact]
    public async Task From_decisions_to_taps_each_step_has_its_share_of_the_one_before_and_of_the_first()
    {
        await app.PublishAsync(Counted(Count(_campaign, 8), Count(null, 92)));
        await app.RecordAsync(
            [.. Times(4, "impression"), .. Times(2, "viewable"), .. Times(1, "click"), .. Times(2, "tap"), .. Times(1, "click").Select(x => x with { Validity = "bot" })]);

        var report = await app.GetAsync($"/v1/funnel?partner={_partner}");

        report["decisions"]!.ToJsonString().ShouldBe("""{"total":100,"matched":8,"withoutMatch":92,"bestEffort":true}""");
        Steps(report["all"]!).ShouldBe(["decisions 8 - 1", "impressions 4 0.5 0.5", "viewable 2 0.5 0.25", "clicks 1 0.5 0.125", "taps 2 2 0.25"]);
        report["all"]!.AsArray().Select(x => x!["bestEffort"]!.GetValue<bool>()).ShouldBe([true, false, false, false, false]);
    }

    [Fact]
    public async Task A_campaign_has_a_funnel_of_its_own_also_when_nobody_knows_it()
    {
        var unknown = Guid.CreateVersion7();
        await app.PublishAsync(Some.Campaign(_campaign, 1, "Enfance en danger"));
        await app.PublishAsync(Counted(Count(_campaign, 3), Count(unknown, 2), Count(null, 5)));
        await app.RecordAsync([.. Times(2, "impression")]);

        var report = await app.GetAsync($"/v1/funnel?partner={_partner}&by=campaign");

        report["funnels"]!.AsArray().Select(x => $"{x!["name"]?.ToString() ?? "-"} {x["unknown"]} {string.Join(", ", Steps(x["steps"]!).Take(2))}")
            .ShouldBe(["Enfance en danger false decisions 3 - 1, impressions 2 0.666667 0.666667", "- true decisions 2 - 1, impressions 0 0 0"]);
        var one = await app.GetAsync($"/v1/funnel?campaign={_campaign}&by=partner");
        one["decisions"]!["withoutMatch"].ShouldBeNull();
        one["funnels"]![0]!["key"]!.GetValue<string>().ShouldBe(_partner);
    }

    [Fact]
    public async Task A_step_of_nothing_has_no_share()
    {
        await app.RecordAsync([.. Times(1, "impression")]);

        Steps((await app.GetAsync($"/v1/funnel?partner={_partner}"))["all"]!).ShouldBe(["decisions 0 - -", "impressions 1 - -", "viewable 0 0 -", "clicks 0 - -", "taps 0 - -"]);
    }

    [Fact]
    public async Task Decisions_without_a_key_are_public()
    {
        await app.PublishAsync(Counted(Count(_campaign, 8), Count(_campaign, 5) with { Verified = false }));

        (await MatchedAsync("")).ShouldBe(8);
        (await MatchedAsync("&access=public")).ShouldBe(5);
        (await MatchedAsync("&access=all")).ShouldBe(13);
    }

    [Fact]
    public async Task A_minute_counts_once_also_when_its_message_comes_twice_or_late()
    {
        var (earlier, later) = (Counted(Count(_campaign, 1)) with { OccurredAt = Some.Now.AddDays(-2) }, Counted(Count(_campaign, 2)));
        var id = await app.PublishAsync(later);
        await app.PublishAsync(later, id);
        await app.PublishAsync(earlier);
        await app.PublishAsync(Counted(Count(_campaign, 4)));

        (await MatchedAsync("")).ShouldBe(7);
        (await MatchedAsync($"&to={Some.Now.AddDays(-2):yyyy-MM-dd}")).ShouldBe(1);
    }

    [Fact]
    public async Task Replicas_side_by_side_are_added_and_nonsense_is_left_out()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => app.PublishAsync(
            Counted(Count(_campaign, i), Count(null, 1), Count(_campaign, -5), Count(_campaign, 1) with { Partner = "No partner" }, Count(_campaign, long.MaxValue)))));

        (await MatchedAsync("")).ShouldBe(36);
    }

    private static DecisionsCounted Counted(params DecisionCount[] counts) => new() { ReplicaId = Guid.CreateVersion7(), OccurredAt = Some.Now, Counts = counts };

    private DecisionCount Count(Guid? campaign, long count) => new() { Partner = _partner, CampaignId = campaign, Verified = true, Count = count };

    private IEnumerable<BannerEvent> Times(int times, string type) => Enumerable.Range(0, times).Select(_ => Some.Event(type, _partner, _campaign));

    private async Task<long> MatchedAsync(string query) =>
        (await app.GetAsync($"/v1/funnel?partner={_partner}{query}"))["decisions"]!["matched"]!.GetValue<long>();

    private static IEnumerable<string> Steps(JsonNode steps) =>
        steps.AsArray().Select(x => $"{x!["step"]} {x["count"]} {x["ofPrevious"]?.ToString() ?? "-"} {x["ofFirst"]?.ToString() ?? "-"}");
}
