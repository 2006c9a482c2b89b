using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Analytics.Partitions;

/// <summary>Makes the daily partitions of the raw tables, each once across all replicas.</summary>
internal sealed partial class PartitionKeeper(NpgsqlDataSource dataSource, AnalyticsMetrics metrics, ILogger<PartitionKeeper> logger)
{
    // Any number that nothing else in this database uses.
    private const long AdvisoryLock = 119_20200504;
    public static readonly string[] Tables = ["raw_events", "raw_partner_events"];

    private readonly ConcurrentDictionary<DateOnly, bool> _known = [];

    /// <summary>True for the answer to an insert whose day has no partition.</summary>
    public static bool IsMissing(PostgresException exception) =>
        exception.SqlState == PostgresErrorCodes.CheckViolation && exception.ConstraintName is null;

    public void Forget(IEnumerable<DateOnly> days)
    {
        foreach (var day in days)
            _known.TryRemove(day, out _);
    }

    /// <returns>The days that retention has dropped: they are not made again, since nobody could tell what was counted.</returns>
    public async Task<IReadOnlyList<DateOnly>> EnsureAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        var missing = days.Where(day => !_known.ContainsKey(day)).Order().ToList();
        if (missing.Count == 0)
            return [];
        var gone = new List<DateOnly>();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        foreach (var day in missing)
        {
            switch (await CreateAsync(connection, day, cancellationToken))
            {
                case null:
                    gone.Add(day);
                    continue;
                case true:
                    Log.Created(logger, day);
                    metrics.PartitionCreated();
                    break;
            }

            _known[day] = true;
        }

        return gone;
    }

    /// <summary>Waits until nobody makes or drops partitions, and holds others off until the transaction ends.</summary>
    public static async Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLock})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static string NameOf(string table, DateOnly day) => $"{table}_{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    public static DateOnly DayOf(string partition) => DateOnly.ParseExact(partition[^8..], "yyyyMMdd", CultureInfo.InvariantCulture);

    // ATTACH takes a weaker lock than CREATE … PARTITION OF, so writers of other days go on meanwhile. Null when the day was dropped.
    private static async Task<bool?> CreateAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TakeTurnAsync(connection, cancellationToken);
        await using var dropped = new NpgsqlCommand("select exists (select from dropped_days where day >= $1)", connection) { Parameters = { new() { Value = day } } };
        if ((bool)(await dropped.ExecuteScalarAsync(cancellationToken))!)
            return null;
        var created = false;
        foreach (var table in Tables)
        {
            var partition = NameOf(table, day);
            await using var exists = new NpgsqlCommand($"select to_regclass('{partition}') is not null", connection);
            if ((bool)(await exists.ExecuteScalarAsync(cancellationToken))!)
                continue;
            var from = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var to = day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await ExecuteAsync(
                $"""
                create table {partition} (like {table} including all);
                alter table {table} attach partition {partition} for values from ('{from}') to ('{to}');
                """);
            created = true;
        }

        await transaction.CommitAsync(cancellationToken);
        return created;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The partition of {Day} was made.")]
        public static partial void Created(ILogger logger, DateOnly day);
    }
}
