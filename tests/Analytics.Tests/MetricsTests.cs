using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Testing;

namespace Analytics.Tests;

/// <summary>A service of its own, so that nobody else counts.</summary>
public sealed class MetricsTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private const string Meter = "campaign.analytics";

    [Fact]
    public async Task Every_end_of_an_event_and_every_step_is_measured()
    {
        using var stored = new MetricCollector<long>(app.Meters, Meter, "campaign.analytics.events.stored");
        using var dropped = new MetricCollector<long>(app.Meters, Meter, "campaign.analytics.events.dropped");
        using var steps = new MetricCollector<double>(app.Meters, Meter, "campaign.analytics.step.duration");
        using var age = new MetricCollector<double>(app.Meters, Meter, "campaign.analytics.last_event.age");
        var shown = Some.Event();

        await app.RecordAsync(shown, shown, shown with { Type = "hover" }, Some.Event(decidedAt: Some.Now.AddDays(-100)));

        stored.GetMeasurementSnapshot().Sum(x => x.Value).ShouldBe(1);
        dropped.GetMeasurementSnapshot().Select(x => $"{x.Tags["source"]} {x.Tags["reason"]} {x.Value}")
            .ShouldBe(["banner duplicate 1", "banner invalid 1", "banner too-old 1"], ignoreOrder: true);
        steps.GetMeasurementSnapshot().Select(x => x.Tags["step"]).ShouldBe(["check", "partition", "copy", "roll-up", "commit"]);
        age.RecordObservableInstruments();
        age.LastMeasurement!.Value.ShouldBeInRange(0, 60);
    }

    [Fact]
    public async Task Live_viewers_and_partitions_are_measured()
    {
        using var viewers = new MetricCollector<long>(app.Meters, Meter, "campaign.analytics.live.viewers");
        using var partitions = new MetricCollector<long>(app.Meters, Meter, "campaign.analytics.partitions.created");

        await app.RecordAsync(Some.Event(decidedAt: Some.Now.AddDays(-70)));
        partitions.GetMeasurementSnapshot().Sum(x => x.Value).ShouldBeGreaterThanOrEqualTo(1);

        using var client = app.Admin();
        (await client.GetStreamAsync(new Uri("/v1/live", UriKind.Relative), TestContext.Current.CancellationToken)).Close();
        await Eventually.IsTrueAsync(() => viewers.GetMeasurementSnapshot().Select(x => x.Value).SequenceEqual([1, -1]), TestContext.Current.CancellationToken);
    }
}
