using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Helplines;

/// <summary>Opening hours on some days as they are being written.</summary>
public sealed class HoursInWriting
{
    public string Key { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary><c>mon</c> to <c>sun</c>; none: every day.</summary>
    public HashSet<string> Days { get; } = new(StringComparer.Ordinal);

    public string Opens { get; set; } = "";

    public string Closes { get; set; } = "";

    public string DaysId => $"hours-{Key}-days";

    public string OpensId => $"hours-{Key}-opens";

    public string ClosesId => $"hours-{Key}-closes";

    public HelplineHours Hours => new([.. Week.Days.Where(Days.Contains)], Opens, Closes);

    public static HoursInWriting Of(HelplineHours hours)
    {
        var writing = new HoursInWriting { Opens = hours.Opens, Closes = hours.Closes };
        writing.Days.UnionWith(hours.Days);
        return writing;
    }

    public static string NameOf(int index)
    {
        var sentence = Texts.HelplineSpan;
        return string.Format(CultureInfo.CurrentCulture, sentence, index + 1);
    }

    public (string Id, string Label) PlaceOf(string field, int index) => field switch
    {
        "Days" => (DaysId, $"{NameOf(index)}, {Texts.FlightDays}"),
        "Closes" => (ClosesId, $"{NameOf(index)}, {Texts.HelplineCloses}"),
        _ => (OpensId, $"{NameOf(index)}, {Texts.HelplineOpens}"),
    };
}
