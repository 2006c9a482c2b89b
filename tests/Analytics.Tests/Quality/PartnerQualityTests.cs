using System.Text.Json.Nodes;

namespace Analytics.Tests.Quality;

[Collection(SharedApp.Name)]
public sealed class PartnerQualityTests(AnalyticsApp app)
{
    private readonly string _partner = Some.Partner();

    [Fact]
    public async Task Late_duplicate_invalid_and_too_old_events_are_told_by_day_with_their_shares()
    {
        var (late, onTime) = (Some.PartnerEvent(at: Some.Now.AddMinutes(-61)), Some.PartnerEvent(at: Some.Now.AddMinutes(-59)));
        await app.PublishAsync(Some.Webhook(_partner, late, onTime, Some.PartnerEvent(count: 0), Some.PartnerEvent(at: Some.Now.AddDays(-100))));
        await app.PublishAsync(Some.Webhook(_partner, late));

        var day = (await DaysAsync()).Single();

        day["day"]!.GetValue<string>().ShouldBe(Some.Today);
        $"{day["received"]} {day["stored"]} {day["duplicates"]} {day["invalid"]} {day["tooOld"]} {day["late"]}".ShouldBe("5 2 1 1 1 1");
        $"{day["duplicateShare"]} {day["invalidShare"]} {day["tooOldShare"]} {day["lateShare"]}".ShouldBe("0.2 0.2 0.2 0.5");
    }

    [Fact]
    public async Task What_lacks_its_impression_is_impossible_whatever_another_campaign_has()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.RecordAsync(
            Some.Event(partner: _partner, campaign: one), Some.Event("viewable", _partner, one), Some.Event("viewable", _partner, one), Some.Event("click", _partner, one),
            Some.Event(partner: _partner, campaign: other), Some.Event(partner: _partner, campaign: other), Some.Event(partner: _partner, campaign: other),
            Some.Event("tap", _partner) with { Validity = "bot" });
        await app.PublishAsync(Some.Webhook(_partner, Some.PartnerEvent("banner.click", count: 5), Some.PartnerEvent("banner.impression", count: 2)));

        var day = (await DaysAsync()).Single();

        day["impossible"]!.ToJsonString().ShouldBe("""{"viewable":1,"clicks":0,"taps":1,"reportedClicks":3}""");
    }

    [Fact]
    public async Task A_partner_of_whom_nothing_came_has_no_row_and_a_day_without_webhooks_no_shares()
    {
        (await DaysAsync()).ShouldBeEmpty();
        await app.RecordAsync(Some.Event(partner: _partner));

        var day = (await DaysAsync()).Single();

        day["received"]!.GetValue<long>().ShouldBe(0);
        day["duplicateShare"].ShouldBeNull();
    }

    [Fact]
    public async Task A_sandbox_is_only_there_when_asked_for()
    {
        await app.PublishAsync(Some.Webhook(_partner, Some.PartnerEvent(at: Some.Now.AddHours(-2))));
        await app.RegisterPartnerAsync(_partner, sandbox: true);

        (await app.GetAsync("/v1/partner-quality"))["days"]!.AsArray().ShouldNotContain(x => x!["partner"]!.GetValue<string>() == _partner);
        (await DaysAsync()).Single()["late"]!.GetValue<long>().ShouldBe(1);
    }

    private async Task<List<JsonNode>> DaysAsync() => [.. (await app.GetAsync($"/v1/partner-quality?partner={_partner}"))["days"]!.AsArray().Select(x => x!)];
}
