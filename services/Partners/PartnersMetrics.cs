using System.Diagnostics.Metrics;
using Partners.Outbound;

namespace Partners;

/// <summary>How a webhook of a partner ended; a closed set for the metrics.</summary>
internal enum WebhookResult
{
    Accepted,
    Duplicate,
    Conflict,
    BadSignature,
    Invalid,
    TooLarge,
    UnknownType,
    UnknownPartner,
}

/// <summary>Instruments of the meter <c>campaign.partners</c>.</summary>
internal sealed class PartnersMetrics
{
    public const string MeterName = "campaign.partners";

    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _events;
    private readonly Counter<long> _queued;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _disabled;
    private readonly Counter<long> _turnsFailed;

    public PartnersMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("campaign.partners.webhooks.received", "{webhook}", "Inbound webhooks by how they ended.");
        _events = meter.CreateCounter<long>("campaign.partners.events.accepted", "{event}", "Events of accepted webhooks, each webhook once.");
        _queued = meter.CreateCounter<long>("campaign.partners.deliveries.queued", "{delivery}", "Outbound deliveries that were written down.");
        _attempts = meter.CreateCounter<long>("campaign.partners.deliveries.attempts", "{attempt}", "Attempts at outbound deliveries by result.");
        _duration = meter.CreateHistogram<double>("campaign.partners.deliveries.duration", "s", "How long receivers took to answer.");
        _failed = meter.CreateCounter<long>("campaign.partners.deliveries.failed", "{delivery}", "Outbound deliveries that were given up.");
        _disabled = meter.CreateCounter<long>("campaign.partners.subscriptions.disabled", "{subscription}", "Subscriptions that were switched off because of their receiver.");
        _turnsFailed = meter.CreateCounter<long>("campaign.partners.dispatcher.failures", "{turn}", "Turns of the delivery dispatcher that failed, for example for want of the database.");
    }

    public void WebhookReceived(WebhookResult result) => _webhooks.Add(1, new KeyValuePair<string, object?>("result", NameOf(result)));

    public void EventsAccepted(int events, bool sandbox) => _events.Add(events, new KeyValuePair<string, object?>("sandbox", sandbox));

    public void DeliveriesQueued(int deliveries) => _queued.Add(deliveries);

    public void Attempted(DeliveryResult result, TimeSpan duration)
    {
        _attempts.Add(1, new KeyValuePair<string, object?>("result", result.Name()));
        _duration.Record(duration.TotalSeconds);
    }

    public void DeliveryFailed() => _failed.Add(1);

    public void SubscriptionDisabled() => _disabled.Add(1);

    public void TurnFailed() => _turnsFailed.Add(1);

    private static string NameOf(WebhookResult result) => result switch
    {
        WebhookResult.Accepted => "accepted",
        WebhookResult.Duplicate => "duplicate",
        WebhookResult.Conflict => "conflict",
        WebhookResult.BadSignature => "bad-signature",
        WebhookResult.Invalid => "invalid",
        WebhookResult.TooLarge => "too-large",
        WebhookResult.UnknownType => "unknown-type",
        WebhookResult.UnknownPartner => "unknown-partner",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };
}
