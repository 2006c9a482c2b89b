using System.Globalization;
using System.Runtime.InteropServices;

namespace Analytics.Reports;

/// <summary>A day (<c>2020-04-27</c>, of the report's time zone) or a moment (<c>2020-04-27T08:00:00Z</c>) in a query.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReportTime(DateOnly? Day, DateTimeOffset Moment)
{
    public DateTimeOffset FirstIn(ReportZone zone) => Day is { } day ? zone.StartOf(day) : Moment;

    public DateTimeOffset LastIn(ReportZone zone) => Day is { } day ? zone.StartOf(day.AddDays(1)).AddTicks(-1) : Moment;

    public int Year => Day?.Year ?? Moment.Year;

    public static bool TryParse(string? text, IFormatProvider? provider, out ReportTime time)
    {
        time = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            time = new ReportTime(day, default);
            return true;
        }

        // A moment without an offset is UTC. No other forms: 04/05 is a different day in Paris and in New York.
        if (text is null || text.Length < 16 || text[10] != 'T'
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return false;
        time = new ReportTime(null, moment);
        return true;
    }
}
