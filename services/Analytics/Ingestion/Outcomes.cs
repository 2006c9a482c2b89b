using Npgsql;
using NpgsqlTypes;

namespace Analytics.Ingestion;

/// <summary>Counts how events ended, in the transaction that stored them: stored, duplicate, or dropped before.</summary>
internal static class Outcomes
{
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <param name="source"><c>banner</c> or <c>partner</c>.</param>
    /// <param name="staged">Table of all accepted events of the batch.</param>
    /// <param name="fresh">Table of those that were new.</param>
    /// <param name="today">The day of arrival.</param>
    /// <param name="drops">What was dropped before.</param>
    public static NpgsqlBatchCommand Count(string source, string staged, string fresh, DateOnly today, Drops drops) => new(
        $"""
        with fresh as (select partner, count(*) as n from {fresh} group by partner),
        staged as (select partner, count(*) as n from {staged} group by partner)
        insert into ingestion_outcomes as t (day, source, partner, outcome, count)
        select $1, $2, x.partner, x.outcome, x.n from (
            select partner, 'stored' as outcome, n from fresh
            union all select partner, 'duplicate', staged.n - coalesce(fresh.n, 0) from staged left join fresh using (partner)
            union all select * from unnest($3, $4, $5)) as x (partner, outcome, n)
        where x.n > 0 order by x.partner, x.outcome
        on conflict (day, source, partner, outcome) do update set count = t.count + excluded.count
        """)
    {
        Parameters =
        {
            new() { Value = today },
            new() { Value = source },
            new() { Value = drops.Counts.Keys.Select(x => x.Partner).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = drops.Counts.Keys.Select(x => x.Reason.Name()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = drops.Counts.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        },
    };

    public static NpgsqlBatchCommand LastEvent(string source, string fresh) => new(
        $"""
        insert into ingestion_state as t (source, last_event_at)
        select $1, max(received_at) from {fresh} having count(*) > 0
        on conflict (source) do update set last_event_at = greatest(t.last_event_at, excluded.last_event_at)
        """)
    {
        Parameters = { new() { Value = source } },
    };
}
