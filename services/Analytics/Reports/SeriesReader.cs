using Analytics.Data;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

/// <summary>Reads the sums of a time series from the rollup that has them: by minute, by hour, or by day of UTC.</summary>
internal sealed class SeriesReader(MetricsDbContext db)
{
    private sealed record Sum(DateTimeOffset At, string EventType, long Count);

    /// <returns>By the bucket's first moment in UTC, and metric.</returns>
    public async Task<Dictionary<(DateTimeOffset At, string Metric), long>> ReadAsync(
        Buckets buckets, DateTimeOffset first, DateTimeOffset last, IReadOnlyList<string> metrics, EventQuery which, CancellationToken cancellationToken)
    {
        var types = metrics.Select(x => EventQuery.Metrics[x]).ToList();
        var end = buckets.Next(last).ToUniversalTime();
        var sums = buckets switch
        {
            { Grain: "minute" } => await MinutesAsync(first.ToUniversalTime(), end, types, which, cancellationToken),
            { Grain: "day", Zone.IsUtc: true } => await DaysAsync(first, last, types, which, cancellationToken),
            _ => await HoursAsync(first.ToUniversalTime(), end, types, which, cancellationToken),
        };
        var names = metrics.ToDictionary(x => EventQuery.Metrics[x], x => x, StringComparer.Ordinal);
        return sums.GroupBy(x => (buckets.Floor(x.At).ToUniversalTime(), names[x.EventType])).ToDictionary(x => x.Key, x => x.Sum(y => y.Count));
    }

    private Task<List<Sum>> MinutesAsync(DateTimeOffset first, DateTimeOffset end, List<string> types, EventQuery which, CancellationToken cancellationToken) =>
        which.Of(db, db.Minutes).Where(x => x.Bucket >= first && x.Bucket < end && types.Contains(x.EventType))
            .GroupBy(x => new { x.Bucket, x.EventType }).Select(x => new Sum(x.Key.Bucket, x.Key.EventType, x.Sum(y => y.Count))).ToListAsync(cancellationToken);

    private Task<List<Sum>> HoursAsync(DateTimeOffset first, DateTimeOffset end, List<string> types, EventQuery which, CancellationToken cancellationToken) =>
        which.Of(db, db.Hours).Where(x => x.Bucket >= first && x.Bucket < end && types.Contains(x.EventType))
            .GroupBy(x => new { x.Bucket, x.EventType }).Select(x => new Sum(x.Key.Bucket, x.Key.EventType, x.Sum(y => y.Count))).ToListAsync(cancellationToken);

    private async Task<List<Sum>> DaysAsync(DateTimeOffset first, DateTimeOffset last, List<string> types, EventQuery which, CancellationToken cancellationToken)
    {
        var (from, to) = (DateOnly.FromDateTime(first.UtcDateTime), DateOnly.FromDateTime(last.UtcDateTime));
        var days = await which.Of(db, db.Days).Where(x => x.Day >= from && x.Day <= to && types.Contains(x.EventType))
            .GroupBy(x => new { x.Day, x.EventType }).Select(x => new { x.Key.Day, x.Key.EventType, Count = x.Sum(y => y.Count) }).ToListAsync(cancellationToken);
        return days.ConvertAll(x => new Sum(Period.StartOf(x.Day), x.EventType, x.Count));
    }
}
