using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Partners.Outbound;

namespace Partners.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<PartnersMetrics>().BuildServiceProvider();

    [Fact]
    public void Each_instrument_counts_what_its_name_says()
    {
        var metrics = _services.GetRequiredService<PartnersMetrics>();
        var collectors = new[]
        {
            "webhooks.received", "events.accepted", "deliveries.queued", "deliveries.attempts", "deliveries.failed", "subscriptions.disabled", "dispatcher.failures",
        }.ToDictionary(name => name, Collect<long>, StringComparer.Ordinal);
        using var duration = Collect<double>("deliveries.duration");

        metrics.WebhookReceived(WebhookResult.BadSignature);
        metrics.EventsAccepted(3, sandbox: true);
        metrics.DeliveriesQueued(2);
        metrics.Attempted(DeliveryResult.RateLimited, TimeSpan.FromSeconds(1.5));
        metrics.DeliveryFailed();
        metrics.SubscriptionDisabled();
        metrics.TurnFailed();

        collectors.ToDictionary(x => x.Key, x => x.Value.LastMeasurement!.Value, StringComparer.Ordinal).Values.ShouldBe([1, 3, 2, 1, 1, 1, 1]);
        collectors["webhooks.received"].LastMeasurement!.Tags["result"].ShouldBe("bad-signature");
        collectors["events.accepted"].LastMeasurement!.Tags["sandbox"].ShouldBe(true);
        collectors["deliveries.attempts"].LastMeasurement!.Tags["result"].ShouldBe("rate-limited");
        duration.LastMeasurement!.Value.ShouldBe(1.5);
        foreach (var collector in collectors.Values)
            collector.Dispose();
    }

    [Fact]
    public void Every_end_of_a_webhook_has_a_name()
    {
        foreach (var result in Enum.GetValues<WebhookResult>())
            Should.NotThrow(() => _services.GetRequiredService<PartnersMetrics>().WebhookReceived(result));
    }

    public void Dispose() => _services.Dispose();

    private MetricCollector<T> Collect<T>(string name)
        where T : struct =>
        new(_services.GetRequiredService<IMeterFactory>(), PartnersMetrics.MeterName, $"campaign.partners.{name}");
}
