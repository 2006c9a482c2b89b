using System.Globalization;
using Contracts.Banners;

namespace Benchmarks.Reports;

/// <summary>
/// Thirty days of events, the same for C# and for SQL: every hour × campaign × banner × partner × type holds 1 to 16 events, about a million in
/// all. The keyword, locale, region and device follow from the cell.
/// </summary>
internal static class Month
{
    public const int Days = 30;
    private static readonly string[] Types = ["impression", "viewable", "click", "tap"];

    /// <summary>The rollups as <c>insert</c>s, each count multiplied by a factor.</summary>
    public static string Sql(DateOnly first, long factor)
    {
        var cells =
            $"""
            with cells as (
                select '{first:yyyy-MM-dd}'::date + d as day, h, c, b, p, t,
                    ('00000000-0000-4000-8000-c' || lpad(c::text, 11, '0'))::uuid as campaign_id, ('00000000-0000-4000-8000-b' || lpad((c * 2 + b)::text, 11, '0'))::uuid as banner_id,
                    'partner' || p as partner, (array['impression', 'viewable', 'click', 'tap'])[t + 1] as event_type,
                    (1 + (d * 7 + h * 13 + c * 5 + b * 3 + p * 11 + t * 17) % 16) * {factor.ToString(CultureInfo.InvariantCulture)}::bigint as n
                from generate_series(0, {Days - 1}) d, generate_series(0, 23) h, generate_series(0, 4) c, generate_series(0, 1) b, generate_series(0, 3) p, generate_series(0, 3) t)
            """;
        return
            $"""
            truncate rollup_hours, rollup_days, rollup_day_cells, rollup_minutes;
            {cells} insert into rollup_hours (bucket, campaign_id, banner_id, partner, event_type, validity, verified, count)
            select (day + h * interval '1 hour') at time zone 'UTC', campaign_id, banner_id, partner, event_type, 'valid', true, n from cells;
            {cells} insert into rollup_days (day, campaign_id, banner_id, partner, event_type, validity, verified, count)
            select day, campaign_id, banner_id, partner, event_type, 'valid', true, sum(n) from cells group by 1, 2, 3, 4, 5;
            {cells} insert into rollup_day_cells (day, dimension, value, campaign_id, partner, event_type, validity, verified, count)
            select day, x.dimension, x.value, campaign_id, partner, event_type, 'valid', true, sum(n) from cells cross join lateral (values
                ('keyword', '00000000-0000-4000-8000-e' || lpad((c * 3 + h % 3)::text, 11, '0')), ('locale', 'fr'), ('region', 'FR-' || p), ('device', 'device' || t)) as x (dimension, value)
            group by 1, 2, 3, 4, 5, 6;
            analyze rollup_hours, rollup_days, rollup_day_cells;
            """;
    }

    public static IEnumerable<BannerEvent> Events(DateOnly first)
    {
        var start = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero);
        return from day in Enumerable.Range(0, Days)
               from hour in Enumerable.Range(0, 24)
               from cell in Enumerable.Range(0, 5 * 2 * 4 * 4)
               from one in Cell(start.AddDays(day).AddHours(hour), day, hour, cell)
               select one;
    }

    private static IEnumerable<BannerEvent> Cell(DateTimeOffset start, int d, int h, int cell)
    {
        var (c, b, p, t) = (cell / 32, cell / 16 % 2, cell / 4 % 4, cell % 4);
        var n = 1 + (((d * 7) + (h * 13) + (c * 5) + (b * 3) + (p * 11) + (t * 17)) % 16);
        return Enumerable.Range(0, n).Select(minute => new BannerEvent
        {
            DecisionId = Guid.CreateVersion7(start.AddMinutes(minute)),
            Type = Types[t],
            CampaignId = Id('c', c),
            BannerId = Id('b', (c * 2) + b),
            KeywordId = Id('e', (c * 3) + (h % 3)),
            Partner = $"partner{p}",
            Locale = "fr",
            Country = "FR",
            Region = $"FR-{p}",
            Device = $"device{t}",
            Validity = "valid",
            Verified = true,
            ReceivedAt = start.AddMinutes(minute),
        });
    }

    private static Guid Id(char kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{kind}{number:00000000000}"));
}
