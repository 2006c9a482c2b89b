using Npgsql;

namespace Testing;

/// <summary>Where a database holds a text. A row that was deleted may still lie in a file.</summary>
/// <param name="Looked">Columns that were looked through.</param>
/// <param name="Holding">Those whose rows hold one of the texts, as <c>table: column</c>.</param>
public sealed record StoredText(int Looked, IReadOnlyList<string> Holding)
{
    /// <summary>Looks through every column of every table, capitals or not, bytes too.</summary>
    /// <param name="database">A connection string.</param>
    public static async Task<StoredText> FindAsync(string database, IEnumerable<string> texts, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        var columns = await ColumnsAsync(connection, cancellation);
        var holding = new List<string>();
        foreach (var (table, column) in columns)
        {
            // Whole keyword sets lie in one column, so that on a busy machine one look takes longer than a query usually may.
            await using var find = new NpgsqlCommand($"select exists (select from {table} where exists (select from unnest($1) as sought_text where position(lower(sought_text) in lower({column})) > 0))", connection)
            {
                CommandTimeout = 0,
                Parameters = { new() { Value = texts.ToArray() } },
            };
            if ((bool)(await find.ExecuteScalarAsync(cancellation))!)
                holding.Add($"{table}: {column}");
        }

        return new StoredText(columns.Count, holding);
    }

    private static async Task<List<(string Table, string Column)>> ColumnsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var list = new NpgsqlCommand("""
            select format('%I.%I', c.table_schema, c.table_name), case c.data_type when 'bytea' then format('encode(%I, ''escape'')', c.column_name) else format('%I::text', c.column_name) end
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
            """, connection);
        await using var reader = await list.ExecuteReaderAsync(cancellation);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(cancellation))
            columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }
}
