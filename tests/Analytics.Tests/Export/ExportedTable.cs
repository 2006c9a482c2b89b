using System.Globalization;
using CsvHelper;
using Parquet;
using Parquet.Schema;

namespace Analytics.Tests.Export;

/// <summary>An exported file read back: each row's cells as text by column.</summary>
internal sealed record ExportedTable(IReadOnlyList<string> Columns, List<Dictionary<string, string>> Rows, IReadOnlyList<long> RowGroups)
{
    public static async Task<ExportedTable> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = new MemoryStream();
        await response.Content.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        return response.Content.Headers.ContentType!.MediaType == "text/csv" ? await CsvAsync(body, cancellationToken) : await ParquetAsync(body, cancellationToken);
    }

    private static async Task<ExportedTable> CsvAsync(Stream body, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(body, new CsvReaderOptions(), leaveOpen: true);
        await csv.ReadHeaderAsync(cancellationToken);
        var columns = csv.Headers.ToList();
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync(cancellationToken))
            rows.Add(columns.Select((name, i) => (name, csv.GetString(i))).ToDictionary(x => x.name, x => x.Item2, StringComparer.Ordinal));
        return new ExportedTable(columns, rows, []);
    }

    private static async Task<ExportedTable> ParquetAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var reader = await ParquetReader.CreateAsync(body, new ParquetOptions { UseDateOnlyTypeForDates = true }, cancellationToken: cancellationToken);
        var fields = reader.Schema.DataFields;
        var rows = new List<Dictionary<string, string>>();
        foreach (var group in reader.RowGroups)
        {
            var cells = new List<string[]>();
            foreach (var field in fields)
                cells.Add(await CellsAsync(group, field, cancellationToken));
            rows.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(i => fields.Select((field, j) => (field.Name, cells[j][i])).ToDictionary(x => x.Name, x => x.Item2, StringComparer.Ordinal)));
        }

        return new ExportedTable([.. fields.Select(x => x.Name)], rows, [.. reader.RowGroups.Select(x => x.RowCount)]);
    }

    private static Task<string[]> CellsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken) => field.ClrType switch
    {
        var type when type == typeof(Guid) => ReadAsync<Guid>(group, field, x => x.ToString("D", CultureInfo.InvariantCulture), cancellationToken),
        var type when type == typeof(long) => ReadAsync<long>(group, field, x => x.ToString(CultureInfo.InvariantCulture), cancellationToken),
        var type when type == typeof(int) => ReadAsync<int>(group, field, x => x.ToString(CultureInfo.InvariantCulture), cancellationToken),
        var type when type == typeof(bool) => ReadAsync<bool>(group, field, x => x ? "true" : "false", cancellationToken),
        var type when type == typeof(DateOnly) => ReadAsync<DateOnly>(group, field, x => x.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancellationToken),
        var type when type == typeof(DateTime) => ReadAsync<DateTime>(group, field, x => x.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture), cancellationToken),
        _ => TextsAsync(group, field, cancellationToken),
    };

    private static async Task<string[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, string> text, CancellationToken cancellationToken)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var values = new T[group.RowCount];
            await group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellationToken);
            return [.. values.Select(text)];
        }

        var nullables = new T?[group.RowCount];
        await group.ReadAsync<T>(field, nullables.AsMemory(), cancellationToken: cancellationToken);
        return [.. nullables.Select(x => x is { } value ? text(value) : "")];
    }

    private static async Task<string[]> TextsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory()!, cancellationToken: cancellationToken);
        return [.. values.Select(x => x ?? "")];
    }
}
