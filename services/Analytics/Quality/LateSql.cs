using Npgsql;

namespace Analytics.Quality;

/// <summary>What the ingestion of partners' events adds for the report on their quality, in its own transaction.</summary>
internal static class LateSql
{
    /// <param name="fresh">Table of the events that were new.</param>
    /// <param name="today">The day of arrival.</param>
    public static NpgsqlBatchCommand Days(string fresh, DateOnly today) => new(
        $"""
        insert into partner_late_days as t (day, partner, count)
        select $1, partner, count(*) from {fresh} where received_at > occurred_at + interval '1 hour' group by partner order by partner
        on conflict (day, partner) do update set count = t.count + excluded.count
        """)
    {
        Parameters = { new() { Value = today } },
    };
}
