using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>
/// Who writes events that are reported on a day holds the day shared until the commit; who counts the day again holds it alone. Days are
/// taken in order and before any row, so that nobody waits in a circle; writers of other days go on.
/// </summary>
internal static class DayLock
{
    // The first of the two numbers of PostgreSQL's advisory locks; nothing else in this database uses it.
    private const int Family = 119;

    public static NpgsqlBatchCommand Share(IEnumerable<DateOnly> days) => new($"select pg_advisory_xact_lock_shared({Family}, day) from unnest($1) as day")
    {
        Parameters = { new() { Value = days.Distinct().Order().Select(x => x.DayNumber).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer } },
    };

    public static async Task TakeAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        // A batch that hangs holds its days for as long as its own time limit; waiting longer than that is worth it.
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Family}, $1)", connection) { CommandTimeout = 60, Parameters = { new() { Value = day.DayNumber } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
