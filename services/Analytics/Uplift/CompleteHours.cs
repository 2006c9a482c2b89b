using Analytics.Calls;

namespace Analytics.Uplift;

/// <summary>
/// Tells a day of which only some hours were imported from a whole one. A helpline need not be open around the clock: a day is whole when
/// it has as many hours as that weekday has most often in the period; where too few days came by hour to know, as many as all days, else 24.
/// </summary>
internal sealed class CompleteHours
{
    private const int FewestDays = 4;

    private readonly Dictionary<DayOfWeek, int> _usual;
    private readonly int _usualOfAll;

    public CompleteHours(IReadOnlyList<DailyCall> calls)
    {
        var byHour = calls.Where(x => x.Hours is not null).ToList();
        _usual = byHour.GroupBy(x => x.Day.DayOfWeek).Where(x => x.Count() >= FewestDays).ToDictionary(x => x.Key, MostOften);
        _usualOfAll = byHour.Count >= FewestDays ? MostOften(byHour) : 24;
    }

    public bool Has(DailyCall day) =>
        day.Hours is not { } hours || hours >= _usual.GetValueOrDefault(day.Day.DayOfWeek, _usualOfAll) - (ClocksGoForward(day.Day) ? 1 : 0);

    private static int MostOften(IEnumerable<DailyCall> days) =>
        days.CountBy(x => x.Hours!.Value).OrderByDescending(x => x.Value).ThenByDescending(x => x.Key).First().Key;

    // Europe's short day: the last Sunday in March has no hour 2.
    private static bool ClocksGoForward(DateOnly day) => day is { Month: 3, DayOfWeek: DayOfWeek.Sunday, Day: >= 25 };
}
