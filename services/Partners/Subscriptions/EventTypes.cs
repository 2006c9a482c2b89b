namespace Partners.Subscriptions;

/// <summary>What a subscription can ask for.</summary>
internal static class EventTypes
{
    public const string CampaignPublished = "campaign.published";
    public const string CampaignPaused = "campaign.paused";
    public const string VideoPublished = "video.published";
    public const string VideoTakenDown = "video.taken-down";

    /// <summary>Sent on request only.</summary>
    public const string Test = "webhook.test";

    public static readonly IReadOnlyList<string> All = [CampaignPublished, CampaignPaused, VideoPublished, VideoTakenDown, Test];
}
