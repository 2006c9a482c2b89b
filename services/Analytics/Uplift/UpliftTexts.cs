using System.Globalization;
using System.Resources;

namespace Analytics.Uplift;

/// <summary>What the model says in words, from UpliftTexts.resx (French) and UpliftTexts.en.resx.</summary>
internal sealed class UpliftTexts(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new("Analytics.Uplift.UpliftTexts", typeof(UpliftTexts).Assembly);

    public string RefusalTitle => Get(nameof(RefusalTitle));

    public string NoPlacebo => Get(nameof(NoPlacebo));

    public string TooManyAlarms(int alarms, int placebos) => string.Format(culture, Get(nameof(TooManyAlarms)), alarms, placebos);

    public string Placebos(int possible, int alarms, int days) =>
        possible == 0 ? NoPlacebo : string.Format(culture, Get(nameof(Placebos)), possible, alarms, days);

    public string Excluded(Exclusion reason) => Get($"Excluded{reason}");

    /// <param name="code"><c>rise</c>, <c>fall</c> or <c>none</c>.</param>
    public string Verdict(string code, CumulativeUplift x) => string.Format(
        culture, Get($"Verdict{char.ToUpperInvariant(code[0])}{code[1..]}"),
        x.Observed, Math.Round(x.Expected), Signed(x.Uplift), Signed(x.Low), Signed(x.High), Percent(x.Relative), Percent(x.RelativeLow), x.RelativeHigh is { } high ? Percent(high) : "∞");

    public string Refusal(Refusal reason, UsableDays days, string helpline, DateOnly from, DateOnly to)
    {
        var needed = 7 * UsableDays.FewestWeeks;
        return string.Format(
            culture, Get($"Refusal{reason}"), helpline, Day(from), Day(to), days.Weeks, UsableDays.FewestWeeks, Day(from.AddDays(-Math.Min(from.DayNumber, needed))),
            days.MissingBefore, days.Before.Count + days.MissingBefore, days.MissingDuring, days.During.Count + days.MissingDuring, UsableDays.FewestCalls);
    }

    private string Signed(double calls) => Math.Round(calls).ToString("+#,0;−#,0;0", culture);

    private string Percent(double relative) => (100 * relative).ToString("+#,0.0;−#,0.0;0.0", culture);

    private string Day(DateOnly day) => day.ToString("d MMMM yyyy", culture);

    private string Get(string key) => Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
