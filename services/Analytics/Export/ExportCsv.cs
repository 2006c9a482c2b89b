using System.Globalization;
using CsvHelper;
using Npgsql;

namespace Analytics.Export;

/// <summary>RFC 4180 in UTF-8 with a header; days and moments by ISO 8601 (UTC), nothing for null.</summary>
internal static class ExportCsv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\r\n",
        // A name such as =HYPERLINK(…) is a formula to a spreadsheet.
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
        FormatProvider = CultureInfo.InvariantCulture,
        TrueValue = "true",
        FalseValue = "false",
    };

    public static async Task WriteAsync(ExportDataset dataset, NpgsqlDataReader rows, Stream stream, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        foreach (var column in dataset.Columns)
            csv.WriteField(column.Name);
        await csv.EndRecordAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < dataset.Columns.Count; i++)
                Write(csv, dataset.Columns[i], rows, i);
            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static void Write(CsvWriter csv, ExportColumn column, NpgsqlDataReader row, int i)
    {
        if (column.Nullable && row.IsDBNull(i))
        {
            csv.WriteField("");
            return;
        }

        switch (column.Kind)
        {
            case ExportKind.Text:
                csv.WriteField(row.GetString(i));
                break;
            case ExportKind.Id:
                csv.WriteField(row.GetGuid(i), default, CultureInfo.InvariantCulture);
                break;
            case ExportKind.Count:
                csv.WriteField(row.GetInt64(i), default, CultureInfo.InvariantCulture);
                break;
            case ExportKind.Hour:
                csv.WriteField(row.GetInt16(i), default, CultureInfo.InvariantCulture);
                break;
            case ExportKind.Flag:
                csv.WriteField(row.GetBoolean(i));
                break;
            case ExportKind.Day:
                csv.WriteField(row.GetFieldValue<DateOnly>(i), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                break;
            case ExportKind.Moment:
                csv.WriteField(row.GetDateTime(i), Moment, CultureInfo.InvariantCulture);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(column));
        }
    }
}
