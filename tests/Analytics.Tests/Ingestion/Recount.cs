namespace Analytics.Tests.Ingestion;

/// <summary>The rollups counted again by statements of their own: what is proven equal is not proven by itself.</summary>
internal static class Recount
{
    private const string Key = "campaign_id, event_type, validity, verified, partner";

    /// <summary>How many cells of all rollups differ from their raw events; for one partner, or all.</summary>
    public static async Task<long> DifferencesAsync(AnalyticsApp app, string? partner = null)
    {
        long differences = 0;
        foreach (var (rollup, recount) in Pairs(partner is null ? "true" : $"partner = '{partner}'"))
            differences += await app.CountAsync($"select count(*) from (({rollup} except all {recount}) union all ({recount} except all {rollup})) difference");
        return differences;
    }

    private static IEnumerable<(string Rollup, string Recount)> Pairs(string which)
    {
        foreach (var (table, bucket, column, more) in new[]
        {
            ("rollup_minutes", "bucket", "date_trunc('minute', received_at, 'UTC')", ""),
            ("rollup_hours", "bucket", "date_trunc('hour', received_at, 'UTC')", ", banner_id"),
            ("rollup_days", "day", "(received_at at time zone 'UTC')::date", ", banner_id"),
        })
        {
            yield return (
                $"select {bucket}, {Key}{more}, count from {table} where {which}",
                $"select {column}, {Key}{more}, count(*) from raw_events where {which} group by {column}, {Key}{more}");
        }

        foreach (var (dimension, value) in new[] { ("keyword", "keyword_id::text"), ("locale", "coalesce(locale, '')"), ("region", "coalesce(region, country, '')"), ("device", "coalesce(device, '')") })
        {
            yield return (
                $"select day, value, {Key}, count from rollup_day_cells where {which} and dimension = '{dimension}'",
                $"select (received_at at time zone 'UTC')::date, {value}, {Key}, count(*) from raw_events where {which} group by 1, 2, {Key}");
        }

        yield return (
            $"select day, partner, event_type, campaign_id, sandbox, events, count from partner_rollup_days where {which}",
            $"select day, partner, event_type, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'), sandbox, count(*), sum(count)::bigint from raw_partner_events where {which} group by 1, 2, 3, 4, 5");
    }
}
