using Analytics.Data;
using Analytics.Ingestion;
using Analytics.Jobs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Analytics.Rebuilding;

/// <summary>
/// Counts days again from their raw events, each in one transaction, and corrects the rollup cells that were wrong by as much as they were.
/// Events of the day go on being written while it is counted; they wait only while cells are corrected.
/// </summary>
internal sealed partial class Rebuilder(NpgsqlDataSource dataSource, IOptions<AnalyticsOptions> options, TimeProvider clock, ILogger<Rebuilder> logger)
{
    /// <summary>Raw events of a day's report lie up to so many days before it.</summary>
    public const int DaysBefore = 2;

    /// <returns>Why it cannot be done, or null.</returns>
    public async Task<string?> RunAsync(Job job, CancellationToken cancellationToken)
    {
        var (from, to) = (job.From!.Value, job.To!.Value);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("update jobs set days = $2 where id = $1", [job.Id, to.DayNumber - from.DayNumber + 1], cancellationToken);
        for (var day = job.DoneThrough?.AddDays(1) ?? from; day <= to; day = day.AddDays(1))
        {
            if (await RebuildAsync(connection, job.Id, day, cancellationToken) is { } refusal)
                return refusal;
        }

        return null;
    }

    /// <summary>Why a day cannot be counted again, or null.</summary>
    public static async Task<string?> RefuseAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken) =>
        await connection.ReadAsync<bool>("select exists (select from dropped_days where day >= $1)", [day.AddDays(-DaysBefore)], cancellationToken)
            ? $"Raw events that count on {day:yyyy-MM-dd} are gone: retention has deleted them, so the day cannot be counted again."
            : null;

    private async Task<string?> RebuildAsync(NpgsqlConnection connection, Guid job, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DayLock.TakeCorrectionAsync(connection, day, cancellationToken);
        // From here to the commit retention can drop no partition; it then comes back at its next turn.
        await connection.ExecuteAsync("lock table raw_events, raw_partner_events in access share mode", [], cancellationToken);
        if (await RefuseAsync(connection, day, cancellationToken) is { } refusal)
            return refusal;
        // A day of a million events makes four million cells before they are counted: with less memory PostgreSQL sorts them, which takes several times as long.
        await connection.ExecuteAsync("set local work_mem = '256MB'", [], cancellationToken);
        long changed = 0;
        var rollups = RollupsOf(day).ToList();
        foreach (var rollup in rollups)
        {
            await connection.ExecuteAsync(rollup.Difference(), [], cancellationToken);
            changed += await connection.ExecuteAsync(rollup.Compare(), [day], cancellationToken);
        }

        await DayLock.TakeAsync(connection, day, cancellationToken);
        foreach (var rollup in rollups)
        {
            await connection.ExecuteAsync(rollup.Correct(), [], cancellationToken);
            await connection.ExecuteAsync(rollup.Clear(), [], cancellationToken);
        }

        await connection.ExecuteAsync("update jobs set done_through = $2, done_days = done_days + 1, changed = changed + $3 where id = $1", [job, day, changed], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Rebuilt(logger, day, changed);
        return null;
    }

    // What retention has pruned stays pruned.
    private IEnumerable<Rollup> RollupsOf(DateOnly day)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return Rollups.OfBannerEvents
            .Where(x => x != Rollups.Minutes || day >= today.AddDays(-options.Value.MinuteDays))
            .Where(x => x != Rollups.Hours || day >= today.AddDays(-options.Value.HourDays))
            .Concat(Rollups.OfPartnerEvents);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Day} was counted again; {Changed} cells were wrong.")]
        public static partial void Rebuilt(ILogger logger, DateOnly day, long changed);
    }
}
