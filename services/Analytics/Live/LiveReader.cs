using System.Data;
using System.Security.Cryptography;
using System.Text;
using Analytics.Data;
using Analytics.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Analytics.Live;

/// <summary>
/// Reads a turn of the live stream in one snapshot of the store: what changed since the turn before it, or everything when there is
/// none, when it is old, or when buckets are gone.
/// </summary>
internal sealed class LiveReader(MetricsDbContext db, SummaryReader summaries)
{
    // Whatever makes the numbers of transactions mean something else changes one of these: another cluster, a failover or a restore to
    // a point in time, a disk set back under a stopped server, another database, a table that was emptied or made anew.
    private const string Position =
        """
        select pg_current_snapshot()::text,
            concat_ws('.', (select system_identifier from pg_control_system()), left(pg_walfile_name(pg_current_wal_lsn()), 8),
                extract(epoch from pg_postmaster_start_time()), (select oid from pg_database where datname = current_database()), pg_relation_filenode('rollup_minutes'),
                pg_relation_filenode('partner_rollup_days'), pg_relation_filenode('tap_rollup_days')),
            now(), date_trunc('minute', now() - interval '60 minutes'), (now() at time zone 'UTC')::date - 1,
            array(select changed_in from live_resets where changed_in < pg_snapshot_xmax(pg_current_snapshot()))
        """;

    // After a restore into another cluster buckets carry numbers that are still to come there: changed long ago, for all that follow.
    private const string ChangedIn = "case when changed_in < pg_snapshot_xmax(pg_current_snapshot()) then changed_in else '0'::xid8 end";

    private const string Minutes =
        $"""
        select bucket, campaign_id, partner, event_type, validity, verified, exists (select from known_partners k where k.sandbox and k.id = partner), count, {ChangedIn}
        from rollup_minutes where bucket >= $1
        """;

    private const string PartnerDays =
        $"""
        select day, partner, event_type, nullif(campaign_id, '00000000-0000-0000-0000-000000000000'), sandbox,
            sandbox or exists (select from known_partners k where k.sandbox and k.id = partner), events, count, {ChangedIn}
        from partner_rollup_days where day >= $1
        """;

    private const string TapDays = $"select day, number, page, locale, count, {ChangedIn} from tap_rollup_days where day >= $1";

    // Whole transactions before the snapshot are passed over by a comparison, without looking into it.
    private const string Unseen =
        """
         and changed_in >= pg_snapshot_xmin($2::text::pg_snapshot) and changed_in < pg_snapshot_xmax(pg_current_snapshot())
            and not pg_visible_in_snapshot(changed_in, $2::text::pg_snapshot)
        """;

    private sealed record Place(LiveCursor Cursor, DateTimeOffset At, DateTimeOffset Since, DateOnly FirstDay, ulong[] Resets);

    public async Task<LiveTurn> ReadAsync(long number, LiveTurn? before, CancellationToken cancellationToken)
    {
        // One snapshot for all statements, the summary's too.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var place = await PlaceAsync(connection, transaction, cancellationToken);
        var known = before is null || Anew(place, before) ? null : before;
        var tables = new LiveTables(
            Merge(
                known?.Tables.Minutes, MinuteBucket.SameBucket, bucket => bucket.At >= place.Since,
                await ReadAsync(Command(Minutes, place.Since), Minute)),
            Merge(
                known?.Tables.PartnerDays, PartnerDayBucket.SameBucket, bucket => bucket.Day >= place.FirstDay,
                await ReadAsync(Command(PartnerDays, place.FirstDay), PartnerDay)),
            Merge(
                known?.Tables.TapDays, TapDayBucket.SameBucket, bucket => bucket.Day >= place.FirstDay,
                await ReadAsync(Command(TapDays, place.FirstDay), TapDay)));
        var summary = await summaries.ReadAsync(new SummaryFilter(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var summarySince = before is not null && IsSame(summary, before.Summary) ? before.SummarySince : number;
        return new LiveTurn(number, place.Cursor, place.At, place.Since, tables, place.Resets, summary, summarySince);

        NpgsqlCommand Command(string sql, object from)
        {
            var command = new NpgsqlCommand(known is null ? sql : sql + Unseen, connection, (NpgsqlTransaction)transaction.GetDbTransaction());
            command.Parameters.Add(new() { Value = from });
            if (known is not null)
                command.Parameters.Add(new() { Value = known.Cursor.Snapshot });
            return command;
        }

        async Task<List<(T Bucket, ulong ChangedIn)>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, (T, ulong)> read)
        {
            await using (command)
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                var rows = new List<(T, ulong)>();
                while (await reader.ReadAsync(cancellationToken))
                    rows.Add(read(reader));
                return rows;
            }
        }
    }

    private static async Task<Place> PlaceAsync(NpgsqlConnection connection, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Position, connection, (NpgsqlTransaction)transaction.GetDbTransaction());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var epoch = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reader.GetString(1))).AsSpan(0, 4));
        var at = reader.GetFieldValue<DateTimeOffset>(2);
        return new Place(LiveCursor.Of(epoch, at, reader.GetString(0)), at, reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateOnly>(4), reader.GetFieldValue<ulong[]>(5));
    }

    private static bool Anew(Place place, LiveTurn before) =>
        !place.Cursor.Covers(before.Cursor) || place.At - before.AsOf > LiveTurn.Resumable || place.Resets.Any(x => !before.Cursor.Sees(x));

    // A turn is read by many followers while the next one is made, so it is not changed.
    private static Dictionary<T, ulong> Merge<T>(Dictionary<T, ulong>? before, IEqualityComparer<T> same, Func<T, bool> stays, List<(T Bucket, ulong ChangedIn)> read)
        where T : notnull
    {
        if (before is not null && read.Count == 0 && before.Keys.All(stays))
            return before;
        var buckets = new Dictionary<T, ulong>((before?.Count ?? 0) + read.Count, same);
        foreach (var (bucket, changedIn) in read)
            buckets[bucket] = changedIn;
        foreach (var (bucket, changedIn) in before ?? [])
        {
            if (stays(bucket))
                buckets.TryAdd(bucket, changedIn);
        }

        return buckets;
    }

    private static (MinuteBucket Bucket, ulong ChangedIn) Minute(NpgsqlDataReader row) => (
        new MinuteBucket(row.GetFieldValue<DateTimeOffset>(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetBoolean(5), row.GetBoolean(6), row.GetInt64(7)),
        row.GetFieldValue<ulong>(8));

    private static (PartnerDayBucket Bucket, ulong ChangedIn) PartnerDay(NpgsqlDataReader row) => (
        new PartnerDayBucket(row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetBoolean(4), row.GetBoolean(5), row.GetInt64(6), row.GetInt64(7)),
        row.GetFieldValue<ulong>(8));

    private static (TapDayBucket Bucket, ulong ChangedIn) TapDay(NpgsqlDataReader row) => (
        new TapDayBucket(row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)), row.GetFieldValue<ulong>(5));

    // The head changes with each reading and is no news.
    private static bool IsSame(Summary a, Summary b) =>
        a with { Head = b.Head, PartnerEvents = b.PartnerEvents } == b
        && a.PartnerEvents.Total == b.PartnerEvents.Total && a.PartnerEvents.Received == b.PartnerEvents.Received;
}
