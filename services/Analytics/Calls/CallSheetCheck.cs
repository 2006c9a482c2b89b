using System.Globalization;
using Analytics.Data;
using Analytics.Sheets;

namespace Analytics.Calls;

/// <summary>Turns lines into figures; every fault is named with its line and column.</summary>
internal static class CallSheetCheck
{
    private const int MostCalls = 10_000_000;
    private static readonly DateOnly First = new(1989, 1, 1);

    public static List<CallFigure> Check(IReadOnlyList<SheetLine> lines, DateOnly today, SheetTexts texts, SheetErrors errors)
    {
        var figures = new List<CallFigure>(lines.Count);
        var seen = new Dictionary<(DateOnly, short), long>();
        foreach (var line in lines)
        {
            if (Check(line, today, texts, errors) is not { } figure)
                continue;
            if (seen.TryAdd((figure.Day, figure.Hour), line.Line))
                figures.Add(figure);
            else
                errors.Add(line, CallColumns.Date, texts.Twice(seen[(figure.Day, figure.Hour)]));
        }

        if (lines.Count == 0 && !errors.Any)
            errors.Add(1, 1, CallColumns.Date, texts.Empty);
        return figures;
    }

    private static CallFigure? Check(SheetLine line, DateOnly today, SheetTexts texts, SheetErrors errors)
    {
        var fine = true;
        if (!DateOnly.TryParseExact(Text(CallColumns.Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            Fault(CallColumns.Date, texts.BadDate);
        else if (day > today || day < First)
            Fault(CallColumns.Date, texts.DateOutOfRange);
        var hour = HelplineCall.WholeDay;
        if (Text(CallColumns.Hour) is { Length: > 0 } hourText && (!TryInteger(hourText, out var parsedHour) || parsedHour > 23))
            Fault(CallColumns.Hour, texts.BadHour);
        else if (Text(CallColumns.Hour).Length > 0)
            hour = short.Parse(Text(CallColumns.Hour), CultureInfo.InvariantCulture);
        if (!TryInteger(Text(CallColumns.Calls), out var calls) || calls > MostCalls)
            Fault(CallColumns.Calls, texts.BadCount);
        int? urgent = null;
        if (Text(CallColumns.Urgent) is { Length: > 0 } urgentText)
        {
            if (!TryInteger(urgentText, out var parsed) || parsed > calls)
                Fault(CallColumns.Urgent, texts.BadUrgent);
            else
                urgent = parsed;
        }

        return fine ? new CallFigure(day, hour, calls, urgent) : null;

        string Text(string column) => line.Text(column);

        void Fault(string column, string text)
        {
            fine = false;
            errors.Add(line, column, text);
        }
    }

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
