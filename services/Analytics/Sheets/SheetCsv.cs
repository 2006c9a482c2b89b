using CsvHelper;

namespace Analytics.Sheets;

/// <summary>Reads lines below a header line whose columns stand in any order, with comma or semicolon (as Excel writes it in France).</summary>
internal static class SheetCsv
{
    private const int LongestLine = 64 * 1024;

    private static readonly CsvReaderOptions Options = new()
    {
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        MaxRecordSize = LongestLine,
        TrackLineNumbers = true,
    };

    public static async Task<List<SheetLine>> ReadAsync(Stream body, SheetForm form, SheetTexts texts, SheetErrors errors, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(body, Options, leaveOpen: true);
        var lines = new List<SheetLine>();
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
            var columns = CheckHeader(csv.Headers, form, texts, errors);
            while (!errors.Any && await csv.ReadAsync(cancellationToken))
                lines.Add(Line(csv, columns, form, texts, errors));
        }
        catch (CsvFormatException exception)
        {
            errors.Add(Math.Max(1, exception.LineNumber), exception.FieldIndex + 1, "csv", texts.NotCsv);
        }

        return lines;
    }

    private static List<string> CheckHeader(IReadOnlyList<string> header, SheetForm form, SheetTexts texts, SheetErrors errors)
    {
        var columns = header.Select(x => x.ToLowerInvariant()).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            if (!form.Columns.Contains(columns[i], StringComparer.Ordinal) || columns.IndexOf(columns[i]) != i)
                errors.Add(1, i + 1, header[i], texts.UnknownColumn(form));
        }

        foreach (var missing in form.Required.Except(columns, StringComparer.Ordinal))
            errors.Add(1, columns.Count + 1, missing, texts.MissingColumn);
        return columns;
    }

    private static SheetLine Line(CsvReader csv, List<string> columns, SheetForm form, SheetTexts texts, SheetErrors errors)
    {
        // 1,234 for a thousand would otherwise be one call.
        if (csv.FieldCount > columns.Count)
            errors.Add(csv.LineNumber, columns.Count + 1, csv.GetString(columns.Count), texts.UnknownColumn(form));
        var cells = new Dictionary<string, SheetCell>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
            cells[columns[i]] = new SheetCell(i + 1, i < csv.FieldCount ? csv.GetString(i) : "");
        return new SheetLine(csv.LineNumber, cells);
    }
}
