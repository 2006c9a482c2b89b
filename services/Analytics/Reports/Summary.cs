using Analytics.Defining;

namespace Analytics.Reports;

/// <summary>The headline figures of a period.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="From">First day (UTC), or null for the beginning.</param>
/// <param name="To">Last day (UTC), or null for the end.</param>
/// <param name="Verified">Valid events whose decision came with the partner's key: the figures to quote.</param>
/// <param name="Public">Valid events whose decision came without a key.</param>
/// <param name="Bundle">Events of devices that decided by themselves, with a bundle: counted on their word, never quoted.</param>
/// <param name="Invalid">Events of bots, prefetching browsers and the like; counted, never quoted.</param>
/// <param name="PartnerEvents">What partners reported themselves.</param>
/// <param name="Uploads">Videos that arrived whole.</param>
/// <param name="VideosPublished">Videos published in the period that can still be watched.</param>
/// <param name="HelplineTaps">Taps on helplines of our own pages.</param>
/// <param name="Sandbox">The figures are a sandbox partner's and none of them is real.</param>
internal sealed record Summary(
    ReportHead Head, DateOnly? From, DateOnly? To,
    EventFigures Verified, EventFigures Public, EventFigures Bundle, EventFigures Invalid,
    PartnerEventFigures PartnerEvents, long Uploads, long VideosPublished, long HelplineTaps, bool Sandbox) : Report(Head)
{
    public static readonly IReadOnlyDictionary<string, string> Links = Figures.Links(
        "impressions", "viewable", "clicks", "taps", "ctr", "verified", "public", "bundle", "invalid",
        "partnerEvents.total=partnerEventsTotal", "partnerEvents.received=partnerEventsReceived", "partnerEvents.byType=partnerEventsTotal",
        "uploads", "videosPublished", "helplineTaps");
}

/// <param name="Impressions">Banners shown.</param>
/// <param name="Viewable">Banners that were visible long enough.</param>
/// <param name="Clicks">Clicks to the Safety Centre.</param>
/// <param name="Taps">Taps on a helpline in the banner.</param>
/// <param name="Ctr">Clicks per impression, or null without impressions.</param>
internal sealed record EventFigures(long Impressions, long Viewable, long Clicks, long Taps, double? Ctr)
{
    public static EventFigures Of(IReadOnlyDictionary<string, long> byType)
    {
        var impressions = byType.GetValueOrDefault("impression");
        var clicks = byType.GetValueOrDefault("click");
        return new EventFigures(
            impressions, byType.GetValueOrDefault("viewable"), clicks, byType.GetValueOrDefault("tap"),
            impressions == 0 ? null : Math.Round((double)clicks / impressions, 6));
    }
}

/// <param name="Total">Sum of what the events stand for.</param>
/// <param name="Received">Distinct events.</param>
/// <param name="ByType">The sum by event type.</param>
/// <param name="State"><c>final</c> or <c>provisional</c>: partners may report later than the report's own state says.</param>
internal sealed record PartnerEventFigures(long Total, long Received, IReadOnlyDictionary<string, long> ByType, string State);
