using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Helplines;

internal static class HelplineTexts
{
    // An editor compares every number with its own page once in half a year.
    private const int MonthsBetweenChecks = 6;

    public static string AddressOf(RegisteredHelpline helpline) => AddressOf(helpline.Country, helpline.Number);

    public static string AddressOf(string country, string number) => $"/helplines/{Uri.EscapeDataString(country)}/{Uri.EscapeDataString(number)}";

    public static bool IsOld(DateOnly lastChecked, DateTimeOffset now) => lastChecked.AddMonths(MonthsBetweenChecks) < DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>In the reader's language, else in the first there is.</summary>
    public static string Name(RegisteredHelpline helpline) =>
        helpline.Names.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? helpline.Names.Values.FirstOrDefault() ?? "";

    /// <summary>The code with its name, as far as the machine knows it.</summary>
    public static string Country(string code)
    {
        try
        {
            return $"{new RegionInfo(code).DisplayName} ({code})";
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    public static string Hours(RegisteredHelpline helpline) => helpline.Hours is not { } hours
        ? Texts.HelplineAlways
        : $"{string.Join(" · ", hours.Select(span => $"{(span.Days.Count is 0 or 7 ? "" : $"{string.Join(", ", span.Days.Select(Week.NameOf))} ")}{span.Opens}–{span.Closes}"))} ({helpline.TimeZone})";

    public static string Means(RegisteredHelpline helpline)
    {
        List<string> means = [EntryInWriting.Kinds.First(kind => kind.Value == helpline.Kind).Text];
        if (helpline.SmsNumber is { } sms)
            means.Add($"SMS {sms}");
        if (helpline.Chat is not null)
            means.Add(Texts.HelplineChat);
        return string.Join(" · ", means);
    }
}
