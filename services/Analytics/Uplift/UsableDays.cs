using Analytics.Calls;

namespace Analytics.Uplift;

/// <summary>Why a day's figure is not used.</summary>
internal enum Exclusion
{
    NoFigure,
    SomeHours,
    NotOver,
    Closed,
    RareWeekday,
}

internal enum Refusal
{
    NoCampaignDays,
    TooShort,
    TooManyMissingBefore,
    TooManyMissingDuring,
    TooFewCalls,
    Constant,
    TooUncertain,
}

internal sealed record ExcludedDay(DateOnly Day, Exclusion Reason);

/// <summary>Which days before and during a campaign the model may read, and which not and why.</summary>
internal sealed class UsableDays
{
    public const int FewestWeeks = 8;

    /// <summary>The interval was proven on helplines with 20 calls a day and more, the quieter among them with weekends of about 10.</summary>
    public const double FewestCalls = 10;

    // A weekday's own level needs a few of that weekday.
    private const int FewestOfWeekday = 4;

    private UsableDays(DateOnly start, List<DayCalls> before, List<DayCalls> during, List<ExcludedDay> excluded)
    {
        Start = start;
        Before = before;
        During = during;
        Excluded = excluded;
    }

    public DateOnly Start { get; }

    public IReadOnlyList<DayCalls> Before { get; }

    public IReadOnlyList<DayCalls> During { get; }

    public IReadOnlyList<ExcludedDay> Excluded { get; }

    /// <summary>Whole weeks from the first usable day to the start.</summary>
    public int Weeks => Before.Count == 0 ? 0 : -Before[0].Index / 7;

    public int MissingBefore { get; private init; }

    public int MissingDuring { get; private init; }

    /// <summary>Why these days are not enough for the model; null when they are.</summary>
    public Refusal? Refused =>
        During.Count == 0 ? Refusal.NoCampaignDays
        : Weeks < FewestWeeks ? Refusal.TooShort
        : TooMany(MissingBefore, Before.Count) ? Refusal.TooManyMissingBefore
        : TooMany(MissingDuring, During.Count) ? Refusal.TooManyMissingDuring
        : Before.All(x => x.Calls == Before[0].Calls) ? Refusal.Constant
        : Before.Average(x => x.Calls) < FewestCalls ? Refusal.TooFewCalls
        : null;

    /// <param name="calls">All figures from <paramref name="first"/> to <paramref name="to"/>.</param>
    /// <param name="today">This day and later ones are not over.</param>
    public static UsableDays Of(IReadOnlyList<DailyCall> calls, DateOnly first, DateOnly start, DateOnly to, DateOnly today)
    {
        var excluded = new Dictionary<DateOnly, Exclusion>();
        var complete = new CompleteHours(calls);
        var usable = new List<DayCalls>();
        foreach (var call in calls)
        {
            if (call.Day >= today)
                excluded[call.Day] = Exclusion.NotOver;
            else if (!complete.Has(call))
                excluded[call.Day] = Exclusion.SomeHours;
            else
                usable.Add(DayCalls.Of(call.Day, start, call.Calls));
        }

        var weekdays = usable.Where(x => x.Index < 0).GroupBy(x => x.Day.DayOfWeek).ToDictionary(x => x.Key, x => x.ToList());
        foreach (var day in usable)
        {
            if (weekdays.GetValueOrDefault(day.Day.DayOfWeek) is not { Count: >= FewestOfWeekday } same)
                excluded[day.Day] = Exclusion.RareWeekday;
            else if (same.TrueForAll(x => x.Calls == 0))
                excluded[day.Day] = Exclusion.Closed;
        }

        var kept = usable.FindAll(x => !excluded.ContainsKey(x.Day));
        var known = calls.Select(x => x.Day).ToHashSet();
        for (var day = first; day <= to; day = day.AddDays(1))
        {
            if (!known.Contains(day))
                excluded[day] = day >= today ? Exclusion.NotOver : Exclusion.NoFigure;
            if (day == DateOnly.MaxValue)
                break;
        }

        var before = kept.FindAll(x => x.Index < 0);
        var begin = before.Count == 0 ? start : before[0].Day;
        // A weekday without figures, or without calls, is one on which the helpline is closed: nothing is missing then.
        var open = kept.Select(x => x.Day.DayOfWeek).ToHashSet();
        var missing = excluded.Where(x => x.Key >= begin && (x.Value is Exclusion.RareWeekday || open.Contains(x.Key.DayOfWeek))).Select(x => x.Key).ToList();
        return new UsableDays(start, before, kept.FindAll(x => x.Index >= 0), [.. excluded.OrderBy(x => x.Key).Select(x => new ExcludedDay(x.Key, x.Value))])
        {
            MissingBefore = missing.Count(x => x < start),
            MissingDuring = missing.Count(x => x >= start),
        };
    }

    /// <summary>More than one in five.</summary>
    private static bool TooMany(int missing, int usable) => 4 * missing > usable;
}
