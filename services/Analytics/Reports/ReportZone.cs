using System.Text.RegularExpressions;

namespace Analytics.Reports;

/// <summary>Days and hours by the clocks of a place. A day has 23 or 25 hours when they are changed.</summary>
internal sealed partial class ReportZone(TimeZoneInfo zone)
{
    public static readonly ReportZone Utc = new(TimeZoneInfo.Utc);

    public bool IsUtc => zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime && zone.GetAdjustmentRules().Length == 0;

    /// <param name="id">IANA id, such as <c>Europe/Paris</c>.</param>
    public static ReportZone? Find(string id) =>
        Id().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) && found.HasIanaId ? new ReportZone(found) : null;

    /// <summary>The moment by this zone's clocks.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The first moment of a day: midnight, or what comes instead where clocks are changed at midnight.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // There is no midnight when clocks go from 0:00 to 1:00: the day begins at the change, told by the offset before it.
        if (zone.IsInvalidTime(midnight))
            return Local(new DateTimeOffset(midnight, zone.GetUtcOffset(midnight.AddHours(-3))));
        // Midnight comes twice when they go back from 1:00 to 0:00: the first one counts, and it has the larger offset.
        return new DateTimeOffset(midnight, zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
