using MathNet.Numerics.Distributions;

namespace Analytics.Uplift;

/// <summary>One pretended campaign before the real one.</summary>
/// <param name="Alarm">The method would have told of a rise or fall that was not there.</param>
internal sealed record Placebo(DateOnly From, DateOnly To, int WeeksBefore, bool Alarm, CumulativeUplift Cumulative);

/// <summary>The same method with pretended starts in the days before the campaign, each as long as the campaign and none overlapping.</summary>
internal static class PlaceboTest
{
    public const int Most = 12;

    /// <summary>Newest first; those without 8 weeks before them or with too many missing days are left out.</summary>
    public static List<Placebo> Of(UsableDays days, int length, CancellationToken cancellationToken)
    {
        var found = new List<Placebo>();
        if (days.Before.Count == 0)
            return found;
        for (var to = -1; found.Count < Most && to - length + 1 - days.Before[0].Index >= 7 * UsableDays.FewestWeeks; to -= length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = days.Start.AddDays(to - length + 1);
            var before = Shift(days.Before.Where(x => x.Day < from), from);
            var during = Shift(days.Before.Where(x => x.Day >= from && x.Index <= to), from);
            // As many of its days as elsewhere, less one in five.
            var usual = (double)length * days.Before.Count / -days.Before[0].Index;
            if (during.Count < 0.8 * usual || !Fits(before, during))
                continue;
            var estimate = UpliftEstimate.Of(before, during);
            if (estimate.IsSteady && estimate.Varies)
                found.Add(new Placebo(from, days.Start.AddDays(to), -before[0].Index / 7, estimate.Cumulative.Alarm, estimate.Cumulative));
        }

        return found;
    }

    /// <summary>So many alarms that a method whose alarms are false in 5 of 100 would show them in fewer than 5 of 100 series.</summary>
    public static bool TooManyAlarms(IReadOnlyCollection<Placebo> placebos)
    {
        var alarms = placebos.Count(x => x.Alarm);
        return alarms > 0 && 1 - Binomial.CDF(0.05, placebos.Count, alarms - 1) < 0.05;
    }

    private static List<DayCalls> Shift(IEnumerable<DayCalls> days, DateOnly start) => [.. days.Select(x => DayCalls.Of(x.Day, start, x.Calls))];

    // Every weekday of the pretended campaign and of the days before it can be told.
    private static bool Fits(List<DayCalls> before, List<DayCalls> during)
    {
        var weekdays = before.CountBy(x => x.Day.DayOfWeek).ToDictionary(x => x.Key, x => x.Value);
        return weekdays.Values.All(x => x > 1) && during.TrueForAll(x => weekdays.ContainsKey(x.Day.DayOfWeek)) && before.Exists(x => x.Calls != before[0].Calls);
    }
}
