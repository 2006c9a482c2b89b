using System.Diagnostics;
using System.Diagnostics.Metrics;
using Analytics.Ingestion;

namespace Analytics;

/// <summary>Instruments of the meter <c>campaign.analytics</c>.</summary>
public sealed class AnalyticsMetrics
{
    private readonly Counter<long> _stored;
    private readonly Counter<long> _dropped;
    private readonly Histogram<double> _step;
    private readonly Counter<long> _partitions;
    private readonly Counter<long> _partitionsDropped;
    private readonly UpDownCounter<long> _live;
    private readonly Counter<long> _liveReads;
    private readonly Counter<long> _liveSlow;
    private readonly TimeProvider _clock;
    private long _lastEventAt;

    public AnalyticsMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create("campaign.analytics");
        _stored = meter.CreateCounter<long>("campaign.analytics.events.stored", "{event}", "Events that were new and are in the store, by source.");
        _dropped = meter.CreateCounter<long>("campaign.analytics.events.dropped", "{event}", "Events that were not stored, by source and reason.");
        _step = meter.CreateHistogram<double>("campaign.analytics.step.duration", "s", "Time that a step of the ingestion took for one batch, by step.");
        _partitions = meter.CreateCounter<long>("campaign.analytics.partitions.created", "{partition}", "Partitions that this replica made.");
        _partitionsDropped = meter.CreateCounter<long>("campaign.analytics.partitions.dropped", "{day}", "Days whose raw events retention deleted.");
        _live = meter.CreateUpDownCounter<long>("campaign.analytics.live.viewers", "{viewer}", "Open live streams.");
        _liveReads = meter.CreateCounter<long>("campaign.analytics.live.reads", "{read}", "Readings of the store for all live streams of this replica together.");
        _liveSlow = meter.CreateCounter<long>("campaign.analytics.live.cut_off", "{viewer}", "Live streams that were ended because their reader did not read.");
        meter.CreateObservableGauge("campaign.analytics.last_event.age", LastEventAge, "s", "Time since the youngest event in the store was received.");
    }

    internal void Ended(string source, Stored stored, Drops drops)
    {
        KeyValuePair<string, object?> from = new("source", source);
        _stored.Add(stored.Fresh, from);
        Dropped(stored.Duplicates, DropReason.Duplicate);
        Dropped(drops.Of(DropReason.Invalid), DropReason.Invalid);
        Dropped(drops.Of(DropReason.TooOld), DropReason.TooOld);
        if (stored.LastEventAt is { } at)
            LastEvent(at);

        void Dropped(long events, DropReason reason)
        {
            if (events > 0)
                _dropped.Add(events, from, new("reason", reason.Name()));
        }
    }

    /// <summary>The youngest event that is known of, also from before this start.</summary>
    public void LastEvent(DateTimeOffset at)
    {
        var ticks = at.UtcTicks;
        long seen;
        while ((seen = Interlocked.Read(ref _lastEventAt)) < ticks && Interlocked.CompareExchange(ref _lastEventAt, ticks, seen) != seen)
        {
        }
    }

    public void PartitionCreated() => _partitions.Add(1);

    public void PartitionDropped() => _partitionsDropped.Add(1);

    internal void Dropped(string source, DropReason reason) => _dropped.Add(1, new("source", source), new("reason", reason.Name()));

    public void ViewerCame() => _live.Add(1);

    public void ViewerLeft() => _live.Add(-1);

    public void ViewerCutOff() => _liveSlow.Add(1);

    public void LiveRead() => _liveReads.Add(1);

    public T Step<T>(string step, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        Took(step, started);
        return result;
    }

    public async Task StepAsync(string step, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        Took(step, started);
    }

    public async Task<T> StepAsync<T>(string step, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        Took(step, started);
        return result;
    }

    private void Took(string step, long started) =>
        _step.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("step", step));

    private IEnumerable<Measurement<double>> LastEventAge() =>
        Interlocked.Read(ref _lastEventAt) is var ticks and > 0
            ? [new Measurement<double>(Math.Max(0, (_clock.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero)).TotalSeconds))]
            : [];
}
