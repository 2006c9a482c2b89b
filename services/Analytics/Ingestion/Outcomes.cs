using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>Counts how events ended, in the transaction that stored them: stored, duplicate, or dropped before.</summary>
internal static class Outcomes
{
    /// <summary>How what was new is written in the store; the rest by <see cref="DropReasons"/>.</summary>
    public const string Stored = "stored";

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <param name="source"><c>banner</c> or <c>partner</c>.</param>
    /// <param name="today">The day of arrival.</param>
    /// <param name="counts">How many events of a partner ended how.</param>
    public static NpgsqlBatchCommand Add(string source, DateOnly today, IReadOnlyDictionary<(string Partner, string Outcome), long> counts) =>
        Put("select * from unnest($3, $4, $5)", source, today, [.. counts.Select(x => (x.Key.Partner, x.Key.Outcome, x.Value))]);

    /// <param name="source"><c>banner</c> or <c>partner</c>.</param>
    /// <param name="staged">Table of all accepted events of the batch.</param>
    /// <param name="fresh">Table of those that were new.</param>
    /// <param name="today">The day of arrival.</param>
    /// <param name="drops">What was dropped before.</param>
    public static NpgsqlBatchCommand Count(string source, string staged, string fresh, DateOnly today, Drops drops) => Put(
        $"""
        with fresh as (select partner, count(*) as n from {fresh} group by partner),
        staged as (select partner, count(*) as n from {staged} group by partner)
        select partner, '{Stored}' as outcome, n from fresh
        union all select partner, 'duplicate', staged.n - coalesce(fresh.n, 0) from staged left join fresh using (partner)
        union all select * from unnest($3, $4, $5)
        """,
        source, today, [.. drops.Counts.Select(x => (x.Key.Partner, x.Key.Reason.Name(), x.Value))]);

    public static NpgsqlBatchCommand LastEvent(string source, string fresh) =>
        PutLastEvent($"select $1, max(received_at) from {fresh} having count(*) > 0", source);

    public static NpgsqlBatchCommand LastEvent(string source, DateTimeOffset at)
    {
        var command = PutLastEvent("select $1, $2", source);
        command.Parameters.Add(new() { Value = at });
        return command;
    }

    private static NpgsqlBatchCommand Put(string counts, string source, DateOnly today, (string Partner, string Outcome, long Count)[] given) => new(
        $"""
        insert into ingestion_outcomes as t (day, source, partner, outcome, count)
        select $1, $2, x.partner, x.outcome, x.n from ({counts}) as x (partner, outcome, n)
        where x.n > 0 order by x.partner, x.outcome
        on conflict (day, source, partner, outcome) do update set count = t.count + excluded.count
        """)
    {
        Parameters =
        {
            new() { Value = today },
            new() { Value = source },
            new() { Value = given.Select(x => x.Partner).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = given.Select(x => x.Outcome).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = given.Select(x => x.Count).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        },
    };

    private static NpgsqlBatchCommand PutLastEvent(string row, string source) => new(
        $"""
        insert into ingestion_state as t (source, last_event_at) {row}
        on conflict (source) do update set last_event_at = greatest(t.last_event_at, excluded.last_event_at)
        """)
    {
        Parameters = { new() { Value = source } },
    };
}
