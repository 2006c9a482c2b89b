using Npgsql;
using NpgsqlTypes;

namespace Analytics.Jobs;

/// <summary>Single statements of jobs, which may take their time.</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this NpgsqlDataSource dataSource, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(sql, values, cancellationToken);
    }

    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<T?> ReadAsync<T>(this NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    public static async Task<IReadOnlyList<DateOnly>> ReadDaysAsync(this NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
            days.Add(await reader.GetFieldValueAsync<DateOnly>(0, cancellationToken));
        return days;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        return command;
    }
}
