using System.Text.Json;
using Analytics.Sheets;

namespace Analytics.Calls;

/// <summary>Reads an array of <c>{ "date", "hour", "calls", "urgent" }</c>. A line is an element of the array, from 1.</summary>
internal static class CallSheetJson
{
    public static async Task<List<SheetLine>> ReadAsync(Stream body, SheetTexts texts, SheetErrors errors, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                errors.Add(1, 1, CallColumns.Date, texts.NotAnArray);
                return [];
            }

            return [.. document.RootElement.EnumerateArray().Select((element, i) => Line(element, i + 1, texts, errors))];
        }
        catch (JsonException exception)
        {
            errors.Add((exception.LineNumber ?? 0) + 1, (int)((exception.BytePositionInLine ?? 0) + 1), "json", texts.NotJson);
            return [];
        }
    }

    private static SheetLine Line(JsonElement element, int line, SheetTexts texts, SheetErrors errors)
    {
        var cells = CallColumns.Form.Columns.Select((name, i) => (name, cell: new SheetCell(i + 1, ""))).ToDictionary(x => x.name, x => x.cell, StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(line, 1, CallColumns.Date, texts.NotAnObject);
            return new SheetLine(line, cells);
        }

        var column = 0;
        foreach (var property in element.EnumerateObject())
        {
            column++;
            if (cells.ContainsKey(property.Name))
                cells[property.Name] = new SheetCell(column, property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.ToString());
            else
                errors.Add(line, column, property.Name, texts.UnknownColumn(CallColumns.Form));
        }

        return new SheetLine(line, cells);
    }
}
