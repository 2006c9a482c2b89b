using System.Collections.Concurrent;
using System.Text.Json;
using Analytics.Reports;

namespace Analytics.Live;

/// <summary>Buckets with the transaction that changed each last.</summary>
internal sealed record LiveTables(Dictionary<MinuteBucket, ulong> Minutes, Dictionary<PartnerDayBucket, ulong> PartnerDays, Dictionary<TapDayBucket, ulong> TapDays);

/// <summary>
/// One reading of the store: everything that the stream tells, as of one moment. From it any follower is told what changed since
/// its own cursor, so no follower has a queue and a slow one misses what is stale, never what is last.
/// </summary>
internal sealed class LiveTurn(long number, LiveCursor cursor, DateTimeOffset asOf, DateTimeOffset since, LiveTables tables, IReadOnlyCollection<ulong> resets, Summary summary, long summarySince)
{
    /// <summary>What is older is not told as a change: the follower begins anew.</summary>
    public static readonly TimeSpan Resumable = TimeSpan.FromMinutes(10);

    // Most followers are at the same cursor: what they are told is written once.
    private readonly ConcurrentDictionary<LiveCursor, string?> _changes = [];
    private readonly Lazy<string> _reset = new(() => JsonSerializer.Serialize(
        new LiveReset(asOf, since, InOrder(tables.Minutes.Keys), InOrder(tables.PartnerDays.Keys), InOrder(tables.TapDays.Keys), summary), JsonSerializerOptions.Web));

    /// <summary>Of this replica, ascending.</summary>
    public long Number => number;

    public LiveCursor Cursor => cursor;

    public DateTimeOffset AsOf => asOf;

    public LiveTables Tables => tables;

    public Summary Summary => summary;

    /// <summary>The turn in which the summary changed last.</summary>
    public long SummarySince => summarySince;

    public string Reset => _reset.Value;

    /// <summary>Whether a follower at that cursor cannot be told what changed since: too old, of another store, or buckets are gone.</summary>
    public bool MustReset(LiveCursor from) => !cursor.Covers(from) || cursor.At - from.At > Resumable || resets.Any(x => !from.Sees(x));

    /// <summary>Data of the event <c>change</c>, or null when nothing changed since that cursor.</summary>
    public string? ChangesSince(LiveCursor from) => from == cursor ? null : _changes.GetOrAdd(from, Write);

    private string? Write(LiveCursor from)
    {
        var change = new LiveChange(asOf, since, InOrder(Unseen(tables.Minutes)), InOrder(Unseen(tables.PartnerDays)), InOrder(Unseen(tables.TapDays)));
        return change.Minutes.Count + change.PartnerDays.Count + change.TapDays.Count == 0 ? null : JsonSerializer.Serialize(change, JsonSerializerOptions.Web);

        IEnumerable<T> Unseen<T>(Dictionary<T, ulong> buckets)
            where T : notnull => buckets.Where(x => !from.Sees(x.Value)).Select(x => x.Key);
    }

    private static List<MinuteBucket> InOrder(IEnumerable<MinuteBucket> buckets) => [.. buckets.OrderBy(x => x.At).ThenBy(x => x.Campaign).ThenBy(x => x.Partner, StringComparer.Ordinal)];

    private static List<PartnerDayBucket> InOrder(IEnumerable<PartnerDayBucket> buckets) => [.. buckets.OrderBy(x => x.Day).ThenBy(x => x.Partner, StringComparer.Ordinal)];

    private static List<TapDayBucket> InOrder(IEnumerable<TapDayBucket> buckets) => [.. buckets.OrderBy(x => x.Day).ThenBy(x => x.Number, StringComparer.Ordinal)];
}
