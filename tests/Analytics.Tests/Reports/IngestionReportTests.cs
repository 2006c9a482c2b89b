namespace Analytics.Tests.Reports;

public sealed class IngestionReportTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    [Fact]
    public async Task Says_how_events_ended_and_when_the_last_one_came()
    {
        var empty = await app.GetAsync("/v1/ingestion");
        empty["lastEventAt"].ShouldBeNull();
        empty["stored"]!.GetValue<long>().ShouldBe(0);

        var shown = Some.Event();
        await app.RecordAsync(shown, shown, shown with { Type = "hover" }, Some.Event(decidedAt: Some.Now.AddDays(-100)));
        await app.PublishAsync(Some.Webhook("twitter", Some.PartnerEvent("trend.observed", at: Some.Now.AddHours(-5))) with { ReceivedAt = Some.Now.AddHours(-5) });

        var report = await app.GetAsync("/v1/ingestion");
        report["stored"]!.GetValue<long>().ShouldBe(2);
        report["duplicates"]!.GetValue<long>().ShouldBe(1);
        report["dropped"]!.ToJsonString().ShouldBe("""{"invalid":1,"tooOld":1}""");
        report["lastEventAt"]!.GetValue<DateTimeOffset>().ShouldBe(shown.ReceivedAt, TimeSpan.FromMilliseconds(1));
    }
}
