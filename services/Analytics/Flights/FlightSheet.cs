using System.Globalization;
using Analytics.Ingestion;
using Analytics.Sheets;

namespace Analytics.Flights;

/// <summary>A line of an import of flights that passed all checks.</summary>
internal sealed record SheetFlight(string Medium, string Name, DateOnly From, DateOnly To, string? Partner, bool Illustrative, string Note)
{
    /// <summary>By what a flight is known again: the same line twice is one flight.</summary>
    public (string, string, DateOnly, DateOnly, string?) Key => (Medium, Name, From, To, Partner);
}

/// <summary>Turns lines of <c>medium,name,from,to,partner,illustrative,note</c> into flights; every fault is named with its line and column.</summary>
internal static class FlightSheet
{
    public static readonly SheetForm Form = new(["medium", "name", "from", "to", "partner", "illustrative", "note"], ["medium", "name", "from", "to"]);

    private static readonly HashSet<string> Media = new(["tv", "radio", "web", "social", "trend"], StringComparer.Ordinal);

    public static List<SheetFlight> Check(IReadOnlyList<SheetLine> lines, SheetTexts texts, SheetErrors errors)
    {
        var flights = new List<SheetFlight>(lines.Count);
        var seen = new Dictionary<(string, string, DateOnly, DateOnly, string?), long>();
        foreach (var line in lines)
        {
            if (Check(line, texts, errors) is not { } flight)
                continue;
            if (seen.TryAdd(flight.Key, line.Line))
                flights.Add(flight);
            else
                errors.Add(line, "medium", texts.FlightTwice(seen[flight.Key]));
        }

        if (lines.Count == 0 && !errors.Any)
            errors.Add(1, 1, "medium", texts.NoFlight);
        return flights;
    }

    private static SheetFlight? Check(SheetLine line, SheetTexts texts, SheetErrors errors)
    {
        var fine = true;
        Require("medium", Media.Contains(line.Text("medium")), texts.BadMedium);
        Require("name", IsText(line.Text("name"), 3, 120), texts.BadName);
        Require("from", TryDay(line.Text("from"), out var from), texts.BadFlightDate);
        Require("to", TryDay(line.Text("to"), out var to), texts.BadFlightDate);
        if (fine)
            Require("to", from <= to, texts.EndsBefore);
        Require("partner", line.Text("partner") is "" || Tidy.IsPartner(line.Text("partner")), texts.BadPartner);
        Require("illustrative", line.Text("illustrative") is "" or "true" or "false", texts.BadFlag);
        Require("note", IsText(line.Text("note"), 0, 500), texts.BadNote);
        return fine
            ? new SheetFlight(
                line.Text("medium"), line.Text("name"), from, to, line.Text("partner") is { Length: > 0 } partner ? partner : null, line.Text("illustrative") == "true", line.Text("note"))
            : null;

        void Require(string column, bool holds, string text)
        {
            if (holds)
                return;
            fine = false;
            errors.Add(line, column, text);
        }
    }

    // PostgreSQL takes no NUL, and a page no control character.
    private static bool IsText(string text, int shortest, int longest) => text.Length >= shortest && text.Length <= longest && !text.Any(char.IsControl);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1989 and <= 2999;
}
