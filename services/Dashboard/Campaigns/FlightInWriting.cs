using System.Globalization;
using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

/// <summary>A flight as it is being written: start and end by the clocks of its zone, as fields of type datetime-local hold them.</summary>
public sealed class FlightInWriting
{
    private readonly DraftFlight? _was;

    public FlightInWriting()
    {
    }

    private FlightInWriting(DraftFlight was)
    {
        _was = was;
        (TimeZone, From, To) = (was.TimeZone, was.From ?? "", was.To ?? "");
        (Start, End) = (Local(was.Start, was.TimeZone), Local(was.End, was.TimeZone));
        Days.UnionWith(was.Days);
    }

    /// <summary>Keeps its fields its own while others come and go.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N")[..8];

    public string TimeZone { get; set; } = "Europe/Paris";

    public string Start { get; set; } = "";

    public string End { get; set; } = "";

    /// <summary><c>mon</c> to <c>sun</c>.</summary>
    public HashSet<string> Days { get; } = new(StringComparer.Ordinal);

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public string ZoneId => $"flight-{Key}-zone";

    public string StartId => $"flight-{Key}-start";

    public string EndId => $"flight-{Key}-end";

    public string DaysId => $"flight-{Key}-days";

    public string FromId => $"flight-{Key}-from";

    public string ToId => $"flight-{Key}-to";

    /// <summary>As Banners takes it. A moment that nobody touched stays the very same, also in the hour that a clock shows twice.</summary>
    public object Flight => new
    {
        timeZone = TimeZone.Trim(),
        start = MomentOf(Start, _was?.Start),
        end = MomentOf(End, _was?.End),
        days = Week.Days.Where(Days.Contains).ToList(),
        from = Given(From),
        to = Given(To),
    };

    public static FlightInWriting Of(DraftFlight flight) => new(flight);

    public static string NameOf(int index)
    {
        var sentence = Texts.FlightName;
        return string.Format(CultureInfo.CurrentCulture, sentence, index + 1);
    }

    public (string Id, string Label) PlaceOf(string field, int index) => field switch
    {
        "TimeZone" => (ZoneId, $"{NameOf(index)}, {Texts.TimeZone}"),
        "End" => (EndId, $"{NameOf(index)}, {Texts.FlightEnd}"),
        "Days" => (DaysId, $"{NameOf(index)}, {Texts.FlightDays}"),
        "From" => (FromId, $"{NameOf(index)}, {Texts.FlightFrom}"),
        "To" => (ToId, $"{NameOf(index)}, {Texts.FlightTo}"),
        _ => (StartId, $"{NameOf(index)}, {Texts.FlightStart}"),
    };

    private static string Local(DateTimeOffset? moment, string zone)
    {
        if (moment is not { } at || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var place))
            return "";
        var local = TimeZoneInfo.ConvertTime(at, place);
        return local.ToString(local.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private string? MomentOf(string text, DateTimeOffset? was) =>
        was is { } moment && TimeZone == _was?.TimeZone && text == Local(was, TimeZone)
            ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : Given(text);

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
