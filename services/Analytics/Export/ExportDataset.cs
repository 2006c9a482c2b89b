namespace Analytics.Export;

/// <summary>What a column holds; decides how it is written as text and which type it has in Parquet.</summary>
internal enum ExportKind
{
    Text,
    Id,
    Count,
    Hour,
    Flag,
    Day,
    Moment,
}

internal sealed record ExportColumn(string Name, ExportKind Kind, bool Nullable = false);

/// <summary>A query and what its columns hold. Its parameters are the first day, the last day and the language.</summary>
internal sealed record ExportDataset(string Name, string Sql, IReadOnlyList<ExportColumn> Columns);
