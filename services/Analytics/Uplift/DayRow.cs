namespace Analytics.Uplift;

/// <summary>A day's calls as the model reads them.</summary>
/// <param name="Index">Days since the start of the campaign: negative before it.</param>
internal sealed record DayCalls(DateOnly Day, int Index, long Calls)
{
    public static DayCalls Of(DateOnly day, DateOnly start, long calls) => new(day, day.DayNumber - start.DayNumber, calls);
}

/// <summary>Level, trend and weekday of a day as a row of the regression.</summary>
internal sealed class DayRow
{
    // A tenth of a year: keeps the numbers of all columns near 1.
    public const double TrendUnit = 36.5;

    private readonly int[] _columnOf = new int[7];

    public DayRow(IEnumerable<DayCalls> before)
    {
        var seen = before.Select(x => x.Day.DayOfWeek).Distinct().Order().ToArray();
        Weekdays = seen;
        Array.Fill(_columnOf, -1);
        for (var i = 0; i < seen.Length; i++)
            _columnOf[(int)seen[i]] = i;
    }

    /// <summary>Those that occur; the first of them is the one that the level belongs to.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; }

    public int Columns => 1 + Weekdays.Count;

    public bool Knows(DateOnly day) => _columnOf[(int)day.DayOfWeek] >= 0;

    /// <summary>Level, trend, and a 1 in the column of the weekday unless it is the first.</summary>
    public void Write(DateOnly day, int index, Span<double> row)
    {
        row.Clear();
        row[0] = 1;
        row[1] = index / TrendUnit;
        if (_columnOf[(int)day.DayOfWeek] is > 0 and var column)
            row[1 + column] = 1;
    }
}
