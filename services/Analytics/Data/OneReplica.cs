using Npgsql;

namespace Analytics.Data;

/// <summary>Work that only one replica does at a time; the others have nothing to do meanwhile.</summary>
internal static class OneReplica
{
    /// <summary>Retention and the closing of days.</summary>
    public const long Upkeep = 119_20200505;

    /// <summary>Rebuilds and erasures.</summary>
    public const long Jobs = 119_20200506;

    /// <returns>False when another replica is at it. Should the connection that holds the lock die, a second one may start: the work must bear that.</returns>
    public static async Task<bool> RunAsync(NpgsqlDataSource dataSource, long key, Func<Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({key})", connection);
        if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            return false;
        try
        {
            await work();
            return true;
        }
        finally
        {
            // Returned to the pool, the connection would keep the lock until somebody uses it again.
            if (connection.State is System.Data.ConnectionState.Open)
            {
                await using var release = new NpgsqlCommand($"select pg_advisory_unlock({key})", connection);
                await release.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}
