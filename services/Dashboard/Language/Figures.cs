using System.Globalization;

namespace Dashboard.Language;

/// <summary>Numbers and times as a person of the current language writes them.</summary>
internal sealed class Figures(IConfiguration configuration)
{
    /// <summary>Shown for a figure that is not known (yet).</summary>
    public const string Unknown = "–";

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(configuration["Display:TimeZone"] ?? "Europe/Paris");

    public static string Count(long? value) => value?.ToString("N0", CultureInfo.CurrentCulture) ?? Unknown;

    public static string Percent(double? value, int digits = 1) => value?.ToString($"P{digits}", CultureInfo.CurrentCulture) ?? Unknown;

    /// <summary>With a sign, two digits: +56,15 %.</summary>
    public static string Change(double? relative) =>
        relative is { } value ? (value > 0 ? "+" : "") + value.ToString("P2", CultureInfo.CurrentCulture) : Unknown;

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    public string Time(DateTimeOffset at) => Local(at).ToString("T", CultureInfo.CurrentCulture);

    public string Minute(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.CurrentCulture);

    public string Moment(DateTimeOffset at) => Local(at).ToString("d MMM HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary>For what is looked up years later.</summary>
    public string Dated(DateTimeOffset at) => Local(at).ToString("d MMM yyyy HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary>By the clocks of another zone, an IANA name.</summary>
    public static string DatedIn(DateTimeOffset at, string zone) =>
        (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var place) ? TimeZoneInfo.ConvertTime(at, place) : at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    /// <summary>What a field of type datetime-local holds; null when that is nothing.</summary>
    public DateTimeOffset? MomentOf(string field) =>
        DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, _zone.GetUtcOffset(local)) : null;

    public static string Duration(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min")
        : span.TotalMinutes >= 1
            ? string.Create(CultureInfo.CurrentCulture, $"{span.Minutes} min {span.Seconds:00} s")
            : string.Create(CultureInfo.CurrentCulture, $"{span.TotalSeconds:N0} s");

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);
}
