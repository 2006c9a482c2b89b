using Contracts.Analytics;
using Contracts.Banners;
using Contracts.Content;
using Contracts.Partners;

namespace ServiceDefaults.Messaging;

/// <summary>One queue and the messages that it takes.</summary>
public sealed record Subscription(string Queue, params Type[] Messages);

/// <summary>
/// Who hears what, in one table. Every service declares all of it before its first publish, so that a subscriber that has never
/// run misses nothing.
/// </summary>
public static class Subscriptions
{
    public static readonly Subscription BannersPartners = new("banners.partners", typeof(PartnerRegistered));
    public static readonly Subscription ContentPartners = new("content.partners", typeof(PartnerRegistered));
    public static readonly Subscription AnalyticsPartners = new("analytics.partners", typeof(PartnerRegistered));
    public static readonly Subscription PartnersPartners = new("partners.partners", typeof(PartnerRegistered));
    public static readonly Subscription AnalyticsBannerEvents = new("analytics.banner-events", typeof(BannerEventsRecorded));
    public static readonly Subscription AnalyticsPartnerEvents = new("analytics.partner-events", typeof(PartnerEventsReceived));
    public static readonly Subscription AnalyticsCampaigns = new("analytics.campaigns", typeof(CampaignPublished), typeof(CampaignPaused));
    public static readonly Subscription AnalyticsDecisions = new("analytics.decisions", typeof(DecisionsCounted));
    public static readonly Subscription AnalyticsContent = new("analytics.content", typeof(VideoUploaded), typeof(VideoPublished), typeof(VideoTakenDown), typeof(HelplineTapped));
    public static readonly Subscription PartnersOutbound = new("partners.outbound", typeof(CampaignPublished), typeof(CampaignPaused), typeof(VideoPublished), typeof(VideoTakenDown));
    public static readonly Subscription DashboardActivity = new(
        "dashboard.activity",
        typeof(CampaignPublished), typeof(CampaignPaused), typeof(KeywordSetPublished),
        typeof(VideoUploaded), typeof(VideoPublished), typeof(VideoTakenDown),
        typeof(PartnerRegistered), typeof(DeliveryFailed), typeof(SubscriptionDisabled),
        typeof(HelplineCallsImported), typeof(FlightScheduled));

    public static IReadOnlyList<Subscription> All { get; } =
    [
        BannersPartners, ContentPartners, AnalyticsPartners, PartnersPartners,
        AnalyticsBannerEvents, AnalyticsPartnerEvents, AnalyticsCampaigns, AnalyticsDecisions, AnalyticsContent,
        PartnersOutbound, DashboardActivity,
    ];
}
