using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Reports;

/// <summary>The buckets of a time series: minutes and hours of UTC named by a zone's clocks, or the zone's own days.</summary>
internal sealed class Buckets(string grain, TimeSpan step, ReportZone zone)
{
    private static readonly TimeSpan MinutesKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan HoursKept = TimeSpan.FromDays(90);

    public string Grain => grain;

    public ReportZone Zone => zone;

    private bool ByDay => grain == "day";

    /// <summary>The first moment of the bucket in which a moment lies.</summary>
    public DateTimeOffset Floor(DateTimeOffset at) =>
        ByDay ? zone.StartOf(zone.DayOf(at)) : zone.Local(new DateTimeOffset(at.UtcTicks - at.UtcTicks % step.Ticks, TimeSpan.Zero));

    public DateTimeOffset Next(DateTimeOffset first) => ByDay ? zone.StartOf(zone.DayOf(first).AddDays(1)) : zone.Local(first + step);

    public DateTimeOffset Back(DateTimeOffset first, int buckets) => ByDay ? zone.StartOf(zone.DayOf(first).AddDays(-buckets)) : zone.Local(first - buckets * step);

    public IEnumerable<DateTimeOffset> All(DateTimeOffset first, DateTimeOffset last)
    {
        for (var at = first; at <= last; at = Next(at))
            yield return at;
    }

    /// <summary>Why these buckets cannot be told from what is kept: 0 would be wrong.</summary>
    public ValidationProblem? Refusal(DateTimeOffset first, DateTimeOffset last, DateTimeOffset now)
    {
        if (ByDay && zone.IsUtc)
            return null;
        if (grain == "minute")
            return first < now - MinutesKept ? Period.Refuse("from", $"Minutes are kept for 7 days, since {Say(now - MinutesKept)}; ask for hours or days.") : null;
        if (first < now - HoursKept)
        {
            return Period.Refuse("from", ByDay
                ? $"Days of a time zone are made of hours, and these are kept for 90 days, since {Say(now - HoursKept)}; older days there are with zone=UTC."
                : $"Hours are kept for 90 days, since {Say(now - HoursKept)}; ask for days.");
        }

        return ByDay && All(first, last).Append(Next(last)).Any(x => x.UtcTicks % TimeSpan.TicksPerHour != 0)
            ? Period.Refuse("zone", "Days of this zone do not begin at a full hour of UTC, and nothing finer than hours is kept for long; ask for grain=hour or zone=UTC.")
            : null;
    }

    private static string Say(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
