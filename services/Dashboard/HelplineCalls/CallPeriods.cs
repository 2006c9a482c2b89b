using Dashboard.Neighbours;

namespace Dashboard.HelplineCalls;

internal sealed record CallPeriod(DateOnly From, DateOnly To);

/// <summary>The periods for which the rise of calls to 119 was published in spring 2020.</summary>
internal static class CallPeriods
{
    public const int ComparedYear = 2019;

    /// <summary>18 March to 10 May 2020 (+56.15 %) and 13 to 19 April 2020 (+89.35 %).</summary>
    public static IReadOnlyList<CallPeriod> Published { get; } =
    [
        new(new DateOnly(2020, 3, 18), new DateOnly(2020, 5, 10)),
        new(new DateOnly(2020, 4, 13), new DateOnly(2020, 4, 19)),
    ];

    public static CallPeriod Shown { get; } = new(new DateOnly(2020, 3, 1), new DateOnly(2020, 5, 10));
}

/// <summary>One day and the same date of the year before.</summary>
internal sealed record ComparedDay(DateOnly Day, long? Calls, long? Compared)
{
    public static IReadOnlyList<ComparedDay> Join(IReadOnlyList<CallDay> now, IReadOnlyList<CallDay> before)
    {
        var compared = before.ToDictionary(day => day.Day.AddYears(1), day => day.Calls);
        return [.. now.OrderBy(day => day.Day).Select(day => new ComparedDay(day.Day, day.Calls, compared.TryGetValue(day.Day, out var calls) ? calls : null))];
    }
}
