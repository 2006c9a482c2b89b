using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>
/// Who writes events that are reported on a day holds the day shared until the commit; who corrects or erases cells of the day holds it alone.
/// Days are taken in order and before any row, so that nobody waits in a circle; writers of other days go on.
/// </summary>
internal static class DayLock
{
    // The first of the two numbers of PostgreSQL's advisory locks; nothing else in this database uses them.
    private const int Family = 119;
    private const int Corrections = 120;

    public static NpgsqlBatchCommand Share(IEnumerable<DateOnly> days) => new($"select pg_advisory_xact_lock_shared({Family}, day) from unnest($1) as day")
    {
        Parameters = { new() { Value = days.Distinct().Order().Select(x => x.DayNumber).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer } },
    };

    public static Task TakeAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken) => TakeAsync(connection, Family, day, cancellationToken);

    /// <summary>Keeps others from correcting or erasing cells of the day until the transaction ends, and nobody from writing events. Taken before the day itself.</summary>
    public static Task TakeCorrectionAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken) => TakeAsync(connection, Corrections, day, cancellationToken);

    private static async Task TakeAsync(NpgsqlConnection connection, int family, DateOnly day, CancellationToken cancellationToken)
    {
        // A batch that hangs holds its days for as long as its own time limit; waiting longer than that is worth it.
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({family}, $1)", connection) { CommandTimeout = 60, Parameters = { new() { Value = day.DayNumber } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
