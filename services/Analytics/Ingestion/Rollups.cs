namespace Analytics.Ingestion;

/// <summary>All rollups that follow from raw events, in the order in which every transaction touches them.</summary>
internal static class Rollups
{
    // An event is reported on the day of its first receipt. The intake accepts one at most two days after its decision and, when clocks
    // disagree, up to seven days before; its raw row lies on the day of the decision.
    public const string ReportedOnDay =
        """
        day between $1::date - 2 and $1::date + 7
        and received_at >= $1::date::timestamp at time zone 'UTC' and received_at < ($1::date + 1)::timestamp at time zone 'UTC'
        """;

    private const string BannerEvents = $"select * from raw_events where {ReportedOnDay}";

    private const string Buckets = "t.bucket >= $1::date::timestamp at time zone 'UTC' and t.bucket < ($1::date + 1)::timestamp at time zone 'UTC'";
    private const string Day = "t.day = $1::date";

    public static readonly Rollup Minutes = new(
        "rollup_minutes", "bucket, campaign_id, partner, event_type, validity, verified",
        "date_trunc('minute', e.received_at, 'UTC'), e.campaign_id, e.partner, e.event_type, e.validity, e.verified",
        Buckets, BannerEvents, ("count", "count(*)"))
    {
        // Which transaction has changed the cell: the live stream's cursor.
        Stamp = "changed_in",
    };

    public static readonly Rollup Hours = new(
        "rollup_hours", "bucket, campaign_id, banner_id, partner, event_type, validity, verified",
        "date_trunc('hour', e.received_at, 'UTC'), e.campaign_id, e.banner_id, e.partner, e.event_type, e.validity, e.verified",
        Buckets, BannerEvents, ("count", "count(*)"));

    public static readonly Rollup Days = new(
        "rollup_days", "day, campaign_id, banner_id, partner, event_type, validity, verified",
        "(e.received_at at time zone 'UTC')::date, e.campaign_id, e.banner_id, e.partner, e.event_type, e.validity, e.verified",
        Day, BannerEvents, ("count", "count(*)"));

    // A region is the finest place that the platform gave.
    public static readonly Rollup DayCells = new(
        "rollup_day_cells", "day, dimension, value, campaign_id, partner, event_type, validity, verified",
        "(e.received_at at time zone 'UTC')::date, c.dimension, c.value, e.campaign_id, e.partner, e.event_type, e.validity, e.verified",
        Day, BannerEvents, ("count", "count(*)"))
    {
        Join =
            """
            cross join lateral (values
                ('keyword', e.keyword_id::text), ('locale', coalesce(e.locale, '')), ('region', coalesce(e.region, e.country, '')), ('device', coalesce(e.device, ''))
            ) as c (dimension, value)
            """,
    };

    public static readonly Rollup PartnerDays = new(
        "partner_rollup_days", "day, partner, event_type, campaign_id, sandbox",
        "e.day, e.partner, e.event_type, coalesce(e.campaign_id, '00000000-0000-0000-0000-000000000000'), e.sandbox",
        Day, "select * from raw_partner_events where day = $1::date", ("events", "count(*)"), ("count", "sum(e.count)"));

    // The subject names the video by its id. Whatever else a platform wrote there is not kept.
    public static readonly Rollup VideoDays = new(
        "video_rollup_days", "day, video_id, partner, event_type, sandbox",
        "e.day, case when e.subject ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.subject::uuid else '00000000-0000-0000-0000-000000000000' end, e.partner, e.event_type, e.sandbox",
        Day, "select * from raw_partner_events where day = $1::date", ("count", "sum(e.count)"))
    {
        Only = "e.event_type in ('video.view', 'video.share', 'video.complete')",
    };

    public static IReadOnlyList<Rollup> OfPartnerEvents { get; } = [PartnerDays, VideoDays];

    public static IReadOnlyList<Rollup> OfBannerEvents { get; } = [Minutes, Hours, Days, DayCells];
}
