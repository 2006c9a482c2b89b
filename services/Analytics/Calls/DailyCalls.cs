using System.Text.Json.Serialization;
using Analytics.Data;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Calls;

/// <param name="Day">The helpline's calendar day.</param>
/// <param name="Calls">Calls received.</param>
/// <param name="Urgent">How many of them were urgent, where that is known.</param>
/// <param name="Illustrative">The figure is not a published one.</param>
/// <param name="Hours">How many hours the figure adds up; null when it is one of the whole day.</param>
internal sealed record DailyCall(DateOnly Day, long Calls, long? Urgent, bool Illustrative, [property: JsonIgnore] int? Hours = null);

internal static class DailyCalls
{
    /// <summary>One figure per day: the one for the whole day if there is one, else the sum of its hours.</summary>
    public static async Task<List<DailyCall>> DailyAsync(this MetricsDbContext db, string helpline, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var calls = await db.HelplineCalls.AsNoTracking().Where(x => x.Helpline == helpline && x.Day >= from && x.Day <= to)
            .OrderBy(x => x.Day).ToListAsync(cancellationToken);
        return [.. calls.GroupBy(x => x.Day).Select(Day)];
    }

    private static DailyCall Day(IGrouping<DateOnly, HelplineCall> day)
    {
        if (day.FirstOrDefault(x => x.Hour == HelplineCall.WholeDay) is { } whole)
            return new DailyCall(day.Key, whole.Calls, whole.Urgent, whole.Illustrative);
        return new DailyCall(day.Key, day.Sum(x => (long)x.Calls), day.All(x => x.Urgent is null) ? null : day.Sum(x => (long)(x.Urgent ?? 0)), day.Any(x => x.Illustrative), day.Count());
    }
}
