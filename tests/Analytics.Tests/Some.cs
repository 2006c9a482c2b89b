using Contracts.Banners;
using Contracts.Content;
using Contracts.Partners;

namespace Analytics.Tests;

/// <summary>Messages as the other services send them; a test states only what matters to it.</summary>
internal static class Some
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static string Today => Now.ToString("yyyy-MM-dd");

    /// <summary>A partner that no other test knows.</summary>
    public static string Partner() => $"p{Guid.NewGuid():N}";

    public static BannerEvent Event(string type = "impression", string partner = "tiktok", Guid? campaign = null, DateTimeOffset? decidedAt = null) => new()
    {
        DecisionId = Guid.CreateVersion7(decidedAt ?? Now),
        Type = type,
        CampaignId = campaign ?? Guid.CreateVersion7(),
        BannerId = Guid.Parse("01900000-0000-7000-8000-000000000b01"),
        KeywordId = Guid.Parse("01900000-0000-7000-8000-000000000a01"),
        Partner = partner,
        Locale = "fr-FR",
        Country = "FR",
        Region = "FR-IDF",
        Device = "mobile",
        Validity = "valid",
        Verified = true,
        ReceivedAt = decidedAt ?? Now,
    };

    public static PartnerEvent PartnerEvent(string type = "video.view", string? id = null, long count = 1, DateTimeOffset? at = null) => new()
    {
        EventId = id ?? Guid.NewGuid().ToString(),
        Source = "/tiktok/fr",
        Type = type,
        OccurredAt = at ?? Now,
        Subject = "#119",
        Count = count,
    };

    public static PartnerEventsReceived Webhook(string partner, params PartnerEvent[] events) => new()
    {
        Partner = partner,
        WebhookId = Guid.NewGuid().ToString(),
        Sandbox = false,
        ReceivedAt = Now,
        Events = events,
    };

    public static VideoUploaded Upload(Guid id, string? partner = null) => new()
    {
        VideoId = id,
        CreatorId = Guid.NewGuid(),
        CreatorName = "Keen V",
        Title = "Parle",
        Duration = TimeSpan.FromSeconds(31.5),
        Bytes = 1234,
        SignLanguage = false,
        Partner = partner,
        OccurredAt = Now,
    };

    public static VideoPublished Published(Guid id, long revision, string? partner = null) => new()
    {
        VideoId = id,
        Revision = revision,
        CreatorId = Guid.NewGuid(),
        CreatorName = "Keen V",
        Title = $"Parle {revision}",
        SignLanguage = false,
        ShareSlug = "parle",
        Partner = partner,
        OccurredAt = Now,
    };

    public static VideoTakenDown TakenDown(Guid id, long revision) => new() { VideoId = id, Revision = revision, OccurredAt = Now };

    public static CampaignPublished Campaign(Guid id, long revision, string name) => new()
    {
        CampaignId = id,
        Revision = revision,
        Name = name,
        Country = "FR",
        Partners = [],
        Banners = [new PublishedBanner { BannerId = Guid.NewGuid(), Locale = "fr", Title = "Enfance en danger" }],
        Keywords = [new PublishedKeyword { KeywordId = Guid.NewGuid(), Text = "#119" }, new PublishedKeyword { KeywordId = Guid.NewGuid(), Text = "#AlloEnfanceEnDanger" }],
        OccurredAt = Now,
    };
}
