using System.Globalization;

namespace Dashboard.Forms;

/// <summary>The days of a week, <c>mon</c> to <c>sun</c>, as Banners writes them.</summary>
public static class Week
{
    private static readonly (string Name, DayOfWeek Day)[] Known =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday), ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    public static IEnumerable<string> Days { get; } = [.. Known.Select(day => day.Name)];

    /// <summary>As the reader's language calls it.</summary>
    public static string NameOf(string day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(Known.First(known => known.Name == day).Day);
}
