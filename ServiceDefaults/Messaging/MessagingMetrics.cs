using System.Diagnostics.Metrics;

namespace ServiceDefaults.Messaging;

/// <summary>Instruments of the meter <c>campaign.messaging</c>.</summary>
internal sealed class MessagingMetrics
{
    private readonly Counter<long> _outboxSent;
    private readonly Counter<long> _outboxPoison;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _paused;
    private readonly Counter<long> _parked;

    public MessagingMetrics(IMeterFactory meters, Backlog backlog)
    {
        var meter = meters.Create("campaign.messaging");
        _outboxSent = meter.CreateCounter<long>("campaign.messaging.outbox.sent", "{message}", "Messages that left the outbox.");
        _outboxPoison = meter.CreateCounter<long>("campaign.messaging.outbox.poison", "{attempt}", "Attempts at outbox rows that cannot be sent for their own fault.");
        _batches = meter.CreateCounter<long>("campaign.messaging.batches", "{batch}", "Event batches by where they became durable: broker or outbox.");
        _refused = meter.CreateCounter<long>("campaign.messaging.events.refused", "{event}", "Events that could not be made durable and were answered 503.");
        _duplicates = meter.CreateCounter<long>("campaign.messaging.inbox.duplicates", "{message}", "Messages that the inbox had seen before.");
        _paused = meter.CreateCounter<long>("campaign.messaging.consumer.pauses", "{pause}", "Times that a consumer waited for trouble to pass.");
        _parked = meter.CreateCounter<long>("campaign.messaging.parked", "{message}", "Messages that were parked as poison.");
        meter.CreateObservableGauge("campaign.messaging.outbox.depth", () => backlog.OutboxDepth, "{message}", "Messages that wait in the outbox; not counted past 10,001.");
        meter.CreateObservableGauge("campaign.messaging.outbox.age", () => backlog.OutboxAge.TotalSeconds, "s", "How long the oldest message in the outbox has waited.");
        meter.CreateObservableGauge("campaign.messaging.batcher.depth", () => backlog.BatcherDepth, "{event}", "Events in memory that wait to become durable.");
        meter.CreateObservableGauge("campaign.messaging.batcher.age", () => backlog.BatcherAge.TotalSeconds, "s", "How long the oldest of these has waited.");
    }

    public void OutboxSent(int messages) => _outboxSent.Add(messages);

    public void OutboxPoison() => _outboxPoison.Add(1);

    public void BatchToBroker() => _batches.Add(1, new KeyValuePair<string, object?>("to", "broker"));

    public void BatchToOutbox() => _batches.Add(1, new KeyValuePair<string, object?>("to", "outbox"));

    public void Refused(int events) => _refused.Add(events);

    public void Duplicate() => _duplicates.Add(1);

    public void Paused() => _paused.Add(1);

    public void Parked() => _parked.Add(1);
}
