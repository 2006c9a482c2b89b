using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Banners.Tests.Serving;

[Collection<BannersCollection>]
public sealed class MetricsTests(BannersApp app)
{
    [Fact]
    public async Task Decisions_are_counted_with_and_without_a_match()
    {
        using var decisions = Collect("campaign.banners.decisions");

        await app.FindAsync("#119");
        await app.FindAsync("rien");

        decisions.GetMeasurementSnapshot().Select(x => x.Tags["outcome"]).ShouldBe(["match", "none"]);
    }

    [Fact]
    public async Task Events_clicks_and_refused_tokens_are_counted()
    {
        using var events = Collect("campaign.banners.events");
        using var clicks = Collect("campaign.banners.clicks");
        using var refused = Collect("campaign.banners.tokens.refused");
        var decision = await app.DecideAsync("#119");

        await app.Anonymous().PostAsync(decision.ImpressionUrl, null);
        await app.Anonymous().GetAsync(decision.ClickUrl);
        await app.Anonymous().GetAsync("/c/bad");

        events.GetMeasurementSnapshot().Select(x => x.Tags["type"]).ShouldBe(["impression", "click"]);
        clicks.GetMeasurementSnapshot().Select(x => x.Tags["outcome"]).ShouldBe(["counted", "uncounted"]);
        refused.GetMeasurementSnapshot().Single().Tags["reason"].ShouldBe("bad");
    }

    [Fact]
    public async Task Bundles_are_counted_by_what_was_sent()
    {
        using var bundles = Collect("campaign.banners.bundles");

        using var full = await app.Anonymous().GetAsync("/v1/bundles/tiktok");
        var version = full.Headers.ETag!.Tag.Trim('"');
        await app.Anonymous().GetAsync($"/v1/bundles/tiktok?from={version}");
        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/bundles/tiktok") { Headers = { IfNoneMatch = { full.Headers.ETag } } };
        await app.Anonymous().SendAsync(known);

        bundles.GetMeasurementSnapshot().Select(x => x.Tags["form"]).ShouldBe(["full", "delta", "unchanged"]);
    }

    private MetricCollector<long> Collect(string name) => new(app.Services.GetRequiredService<IMeterFactory>(), "campaign.banners", name);
}
