using Npgsql;
using Parquet;
using Parquet.Schema;

namespace Analytics.Export;

/// <summary>
/// Typed columns in row groups of 50,000 rows, or fewer when their texts are long, each written as soon as it is full: what is held at once
/// does not grow with the rows.
/// </summary>
internal static class ExportParquet
{
    public const string ContentType = "application/vnd.apache.parquet";

    private const int RowGroup = 50_000;
    private const int MostCharacters = 16 * 1024 * 1024;

    private static readonly ParquetOptions Options = new()
    {
        CompressionMethod = CompressionMethod.Snappy,
        // What the library keeps for its next pages; one page of a row group is at most some megabytes.
        MaximumSmallPoolFreeBytes = 4 * 1024 * 1024,
        MaximumLargePoolFreeBytes = 8 * 1024 * 1024,
    };

    public static async Task WriteAsync(ExportDataset dataset, NpgsqlDataReader rows, ExportStream stream, CancellationToken cancellationToken)
    {
        var columns = dataset.Columns.Select(Column).ToList();
        await using var parquet = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(x => x.Field)), stream, Options, cancellationToken: cancellationToken);
        try
        {
            await WriteAsync(parquet, columns, rows, cancellationToken);
        }
        catch
        {
            stream.Break();
            throw;
        }
    }

    private static async Task WriteAsync(ParquetWriter parquet, List<Buffer> columns, NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var count = 0;
        long characters = 0;
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < columns.Count; i++)
                characters += columns[i].Add(rows, i);
            if (++count == RowGroup || characters > MostCharacters)
            {
                await WriteGroupAsync(parquet, columns, count, cancellationToken);
                (count, characters) = (0, 0);
            }
        }

        if (count > 0)
            await WriteGroupAsync(parquet, columns, count, cancellationToken);
    }

    private static async Task WriteGroupAsync(ParquetWriter parquet, List<Buffer> columns, int count, CancellationToken cancellationToken)
    {
        using var group = parquet.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.WriteAsync(group, count, cancellationToken);
            column.Clear();
        }
    }

    private static Buffer Column(ExportColumn column) => column.Kind switch
    {
        ExportKind.Text => new Texts(column),
        ExportKind.Id => new Values<Guid>(new DataField(column.Name, typeof(Guid), column.Nullable), (row, i) => row.GetGuid(i)),
        ExportKind.Count => new Values<long>(new DataField(column.Name, typeof(long), column.Nullable), (row, i) => row.GetInt64(i)),
        ExportKind.Hour => new Values<int>(new DataField(column.Name, typeof(int), column.Nullable), (row, i) => row.GetInt16(i)),
        ExportKind.Flag => new Values<bool>(new DataField(column.Name, typeof(bool), column.Nullable), (row, i) => row.GetBoolean(i)),
        ExportKind.Day => new Values<DateOnly>(new DataField(column.Name, typeof(DateOnly), column.Nullable), (row, i) => row.GetFieldValue<DateOnly>(i)),
        ExportKind.Moment => new Values<DateTime>(
            new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, column.Nullable), (row, i) => row.GetDateTime(i)),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>A column's values of one row group.</summary>
    private abstract class Buffer(DataField data)
    {
        public DataField Field { get; } = data;

        /// <returns>How many characters it holds more than before, beside what has a fixed size.</returns>
        public abstract int Add(NpgsqlDataReader row, int i);

        public abstract Task WriteAsync(ParquetRowGroupWriter group, int count, CancellationToken cancellationToken);

        public virtual void Clear()
        {
        }
    }

    private sealed class Values<T>(DataField data, Func<NpgsqlDataReader, int, T> read) : Buffer(data)
        where T : struct
    {
        private readonly T[] _values = data.IsNullable ? [] : new T[RowGroup];
        private readonly T?[] _nullables = data.IsNullable ? new T?[RowGroup] : [];
        private int _count;

        public override int Add(NpgsqlDataReader row, int i)
        {
            if (Field.IsNullable)
                _nullables[_count++] = row.IsDBNull(i) ? null : read(row, i);
            else
                _values[_count++] = read(row, i);
            return 0;
        }

        public override Task WriteAsync(ParquetRowGroupWriter group, int count, CancellationToken cancellationToken) => Field.IsNullable
            ? group.WriteAsync<T>(Field, _nullables.AsMemory(0, count), cancellationToken: cancellationToken)
            : group.WriteAsync<T>(Field, _values.AsMemory(0, count), cancellationToken: cancellationToken);

        public override void Clear() => _count = 0;
    }

    private sealed class Texts(ExportColumn column) : Buffer(new DataField(column.Name, typeof(string), column.Nullable))
    {
        private const int MostKnown = 1_000;

        private readonly List<string?> _texts = new(RowGroup);
        // Most columns have few different texts: each of those is held once.
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public override int Add(NpgsqlDataReader row, int i)
        {
            if (row.IsDBNull(i))
            {
                _texts.Add(null);
                return 0;
            }

            var text = row.GetString(i);
            if (_known.TryGetValue(text, out var known))
            {
                _texts.Add(known);
                return 0;
            }

            if (_known.Count < MostKnown)
                _known.Add(text);
            _texts.Add(text);
            return text.Length;
        }

        public override Task WriteAsync(ParquetRowGroupWriter group, int count, CancellationToken cancellationToken) => group.WriteAsync(Field, _texts!);

        public override void Clear()
        {
            _texts.Clear();
            _known.Clear();
        }
    }
}
