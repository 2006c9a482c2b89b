namespace Analytics.Export;

/// <summary>
/// What can be exported. Rows come in the order of the primary key, straight from its index; names are looked up row by row, because a join
/// would have to sort, and a sort of ten million rows needs the disk and answers late.
/// </summary>
internal static class ExportDatasets
{
    private const string Campaign = "(select c.name from campaigns c where c.id = r.campaign_id)";
    private const string Sandbox = "exists (select from known_partners k where k.sandbox and k.id = r.partner)";

    private static readonly ExportDataset Hours = new(
        "hours",
        $"""
        select r.bucket, r.campaign_id, {Campaign}, r.banner_id, (select b.title from banners b where b.id = r.banner_id), r.partner, {Sandbox},
            r.event_type, r.validity, r.verified, r.count
        from rollup_hours r
        where r.bucket >= $1::timestamp at time zone 'UTC' and r.bucket < ($2 + 1)::timestamp at time zone 'UTC'
        order by r.bucket, r.campaign_id, r.banner_id, r.partner, r.event_type, r.validity, r.verified
        """,
        [new("hour", ExportKind.Moment), .. BannerColumns()]);

    private static readonly ExportDataset Days = new(
        "days",
        $"""
        select r.day, r.campaign_id, {Campaign}, r.banner_id, (select b.title from banners b where b.id = r.banner_id), r.partner, {Sandbox},
            r.event_type, r.validity, r.verified, r.count
        from rollup_days r where r.day between $1 and $2
        order by r.day, r.campaign_id, r.banner_id, r.partner, r.event_type, r.validity, r.verified
        """,
        [new("day", ExportKind.Day), .. BannerColumns()]);

    // Small cells of old days are merged, and their value is no keyword's id then.
    private static readonly ExportDataset Keywords = new(
        "keywords",
        $"""
        select r.day, r.value, (select w.text from keywords w where w.id = case when r.value like '________-____-____-____-____________' and r.value !~ '[^0-9a-f-]' then r.value::uuid end), r.campaign_id, {Campaign},
            r.partner, {Sandbox}, r.event_type, r.validity, r.verified, r.count
        from rollup_day_cells r where r.day between $1 and $2 and r.dimension = 'keyword'
        order by r.day, r.dimension, r.value, r.campaign_id, r.partner, r.event_type, r.validity, r.verified
        """,
        [
            new("day", ExportKind.Day), new("keyword_id", ExportKind.Text), new("keyword", ExportKind.Text, Nullable: true),
            new("campaign_id", ExportKind.Id), new("campaign", ExportKind.Text, Nullable: true), .. EventColumns(),
        ]);

    private static readonly ExportDataset PartnerEvents = new(
        "partner-events",
        $"""
        select r.day, r.partner, r.sandbox or {Sandbox}, r.event_type, nullif(r.campaign_id, '00000000-0000-0000-0000-000000000000'), {Campaign}, r.events, r.count
        from partner_rollup_days r where r.day between $1 and $2
        order by r.day, r.partner, r.event_type, r.campaign_id, r.sandbox
        """,
        [
            new("day", ExportKind.Day), new("partner", ExportKind.Text), new("sandbox", ExportKind.Flag), new("event_type", ExportKind.Text),
            new("campaign_id", ExportKind.Id, Nullable: true), new("campaign", ExportKind.Text, Nullable: true), new("events", ExportKind.Count), new("count", ExportKind.Count),
        ]);

    // An hour of -1 stands for the whole day and is left empty.
    private static readonly ExportDataset HelplineCalls = new(
        "helpline-calls",
        """
        select r.helpline, r.day, nullif(r.hour, -1), r.calls::bigint, r.urgent::bigint, r.illustrative,
            (select coalesce(i.source ->> $3, i.source ->> 'fr') from helpline_call_imports i where i.id = r.import_id)
        from helpline_calls r where r.day between $1 and $2
        order by r.helpline, r.day, r.hour
        """,
        [
            new("helpline", ExportKind.Text), new("day", ExportKind.Day), new("hour", ExportKind.Hour, Nullable: true), new("calls", ExportKind.Count),
            new("urgent", ExportKind.Count, Nullable: true), new("illustrative", ExportKind.Flag), new("source", ExportKind.Text, Nullable: true),
        ]);

    private static readonly ExportDataset Flights = new(
        "flights",
        """
        select r.id, r.medium, coalesce(r.names ->> $3, r.names ->> 'fr'), r."from", r."to", r.partner, r.illustrative, coalesce(r.notes ->> $3, r.notes ->> 'fr')
        from flights r where r."to" >= $1 and r."from" <= $2
        order by r."from", r.id
        """,
        [
            new("id", ExportKind.Id), new("medium", ExportKind.Text), new("name", ExportKind.Text, Nullable: true), new("from", ExportKind.Day), new("to", ExportKind.Day),
            new("partner", ExportKind.Text, Nullable: true), new("illustrative", ExportKind.Flag), new("note", ExportKind.Text, Nullable: true),
        ]);

    // As stored: ids only, and the day is that of the decision.
    private static readonly ExportDataset Events = new(
        "events",
        """
        select r.day, r.decision_id, r.event_type, r.campaign_id, r.banner_id, r.keyword_id, r.partner, r.locale, r.country, r.region, r.device, r.validity, r.verified, r.received_at
        from raw_events r where r.day between $1 and $2
        order by r.day, r.decision_id, r.event_type
        """,
        [
            new("day", ExportKind.Day), new("decision_id", ExportKind.Id), new("event_type", ExportKind.Text), new("campaign_id", ExportKind.Id), new("banner_id", ExportKind.Id),
            new("keyword_id", ExportKind.Id), new("partner", ExportKind.Text), new("locale", ExportKind.Text, Nullable: true), new("country", ExportKind.Text, Nullable: true),
            new("region", ExportKind.Text, Nullable: true), new("device", ExportKind.Text, Nullable: true), new("validity", ExportKind.Text), new("verified", ExportKind.Flag),
            new("received_at", ExportKind.Moment),
        ]);

    public static IReadOnlyDictionary<string, ExportDataset> All { get; } =
        new[] { Hours, Days, Keywords, PartnerEvents, HelplineCalls, Flights, Events }.ToDictionary(x => x.Name, StringComparer.Ordinal);

    /// <summary>Holds what raw events hold, and is there as long as they are.</summary>
    public static bool IsRaw(this ExportDataset dataset) => dataset == Events;

    private static ExportColumn[] BannerColumns() =>
    [
        new("campaign_id", ExportKind.Id), new("campaign", ExportKind.Text, Nullable: true), new("banner_id", ExportKind.Id), new("banner", ExportKind.Text, Nullable: true), .. EventColumns(),
    ];

    private static ExportColumn[] EventColumns() =>
    [
        new("partner", ExportKind.Text), new("sandbox", ExportKind.Flag), new("event_type", ExportKind.Text), new("validity", ExportKind.Text), new("verified", ExportKind.Flag),
        new("count", ExportKind.Count),
    ];
}
