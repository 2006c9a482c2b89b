using Banners.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Banners.Serving;

/// <summary>
/// Says at once that what is live has changed, by a notification that PostgreSQL sends with the commit. Whoever does not hear it (the
/// connection is lost, a pooler does not pass it on) looks again after a while all the same.
/// </summary>
internal sealed class RevisionBell(NpgsqlDataSource database, TimeProvider clock) : IAsyncDisposable
{
    private const string Channel = "published_revision";
    private NpgsqlConnection? _listening;

    /// <summary>
    /// Every replica reads again what is live, once the caller's transaction is committed. Called first in it: changes of what is live queue up
    /// behind the row that this takes.
    /// </summary>
    /// <returns>The revision that it takes.</returns>
    public static async Task<long> NextRevisionAsync(BannersDbContext db, CancellationToken cancellationToken)
    {
        await db.PublishedRevisions.ExecuteUpdateAsync(row => row.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, '')", cancellationToken);
        return await db.PublishedRevisions.AsNoTracking().Select(row => row.Revision).SingleAsync(cancellationToken);
    }

    /// <summary>Returns when it rings, and at the latest after this time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            _listening ??= await ListenAsync(cancellationToken);
            await _listening.WaitAsync(atMost, cancellationToken);
        }
        catch (NpgsqlException)
        {
            await DisposeAsync();
            if (atMost - clock.GetElapsedTime(began) is { Ticks: > 0 } rest)
                await Task.Delay(rest, clock, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_listening is not null)
            await _listening.DisposeAsync();
        _listening = null;
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var listen = new NpgsqlCommand($"listen {Channel}", connection);
            await listen.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
