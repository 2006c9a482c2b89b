using Banners.Data;

namespace Banners.Authoring;

/// <summary>A campaign as its authors see it.</summary>
/// <param name="Status"><c>draft</c>, <c>published</c>, <c>paused</c> or <c>archived</c>: what the world sees of it.</param>
/// <param name="Review">How far the draft has come, also while an older version is live.</param>
/// <param name="Writers">Who has written since it was last published, and therefore cannot approve it.</param>
/// <param name="Version">The version that was published last; 0: none.</param>
/// <param name="PausedBy">Who cannot be the one to put it live again.</param>
internal sealed record CampaignAnswer(
    Guid Id, string Name, string Country, string DefaultLocale, IReadOnlyList<string> Partners, string Status, long Revision, bool HasUnpublishedChanges,
    DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, DateTimeOffset? PausedAt,
    IReadOnlyList<CampaignAnswer.KeywordItem> Keywords, IReadOnlyList<CampaignAnswer.BannerItem> Banners,
    int Priority, int Weight, bool Lookalikes, int? MaxPerDay, IReadOnlyList<CampaignAnswer.WordClassItem> WordClasses,
    IReadOnlyList<string> Regions, IReadOnlyList<CampaignAnswer.FlightItem> Flights,
    CampaignAnswer.ReviewItem Review, IReadOnlyList<string> Writers, int Version, string? PausedBy, DateTimeOffset? ArchivedAt, string Rotation)
{
    /// <param name="State"><c>draft</c>, <c>waiting</c>, <c>rejected</c>, or <c>withdrawn</c>: somebody wrote in it while it waited.</param>
    /// <param name="By">Who submitted, rejected or wrote.</param>
    /// <param name="Reason">Why it was rejected.</param>
    internal sealed record ReviewItem(string State, string? By, DateTimeOffset? At, string? Reason);

    internal sealed record FlightItem(DateTimeOffset? Start, DateTimeOffset? End, IReadOnlyList<string> Days, string? From, string? To, string TimeZone);

    internal sealed record KeywordItem(Guid Id, string Text, string MatchType, string? Kind, bool Negative);

    internal sealed record WordClassItem(string Name, IReadOnlyList<string> Words);

    internal sealed record BannerItem(
        Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<HelplineItem> Helplines, string? Kind,
        int Weight, string? Image, string? ImageAlt, ThemeItem? Theme);

    internal sealed record ThemeItem(string Mode, string? Accent, string? AccentText);

    internal sealed record HelplineItem(string Number, string Label, string? Country, bool Sms);

    public static CampaignAnswer Of(Campaign campaign) => new(
        campaign.Id, campaign.Name, campaign.Country, campaign.DefaultLocale, campaign.Partners, NameOf(campaign.Status), campaign.Revision,
        campaign.HasUnpublishedChanges, campaign.CreatedAt, campaign.PublishedAt, campaign.PausedAt,
        [.. campaign.Keywords.OrderBy(keyword => keyword.Position).Select(keyword => new KeywordItem(keyword.Id, keyword.Text, NameOf(keyword.MatchType), keyword.Kind, keyword.Negative))],
        [.. campaign.Banners.OrderBy(banner => banner.Locale, StringComparer.Ordinal).ThenBy(banner => banner.Id).Select(banner => new BannerItem(
            banner.Id, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            [.. banner.Helplines.Select(helpline => new HelplineItem(helpline.Number, helpline.Label, helpline.Country, helpline.Sms))], banner.Kind,
            banner.Weight, banner.Image, banner.ImageAlt, banner.Theme is null ? null : new ThemeItem(banner.Theme, banner.Accent, banner.AccentText)))],
        campaign.Priority, campaign.Weight, campaign.Lookalikes, campaign.MaxPerDay,
        [.. campaign.WordClasses.Select(known => new WordClassItem(known.Name, known.Words))],
        campaign.Regions, [.. campaign.Flights.Select(flight => new FlightItem(flight.Start, flight.End, flight.Days, flight.From, flight.To, flight.TimeZone))],
        new ReviewItem(NameOf(campaign.Review), campaign.ReviewBy, campaign.ReviewAt, campaign.ReviewReason), campaign.Writers, campaign.Version, campaign.PausedBy, campaign.ArchivedAt,
        campaign.EvenRotation ? "even" : "weighted");

    public static string NameOf(CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => "draft",
        CampaignStatus.Published => "published",
        CampaignStatus.Paused => "paused",
        CampaignStatus.Archived => "archived",
        _ => throw new InvalidOperationException($"The status {status} has no name."),
    };

    public static string NameOf(ReviewState review) => review switch
    {
        ReviewState.Draft => "draft",
        ReviewState.Waiting => "waiting",
        ReviewState.Rejected => "rejected",
        ReviewState.Withdrawn => "withdrawn",
        _ => throw new InvalidOperationException($"The state {review} has no name."),
    };

    public static string NameOf(KeywordType type) => type switch
    {
        KeywordType.Broad => "broad",
        KeywordType.Phrase => "phrase",
        KeywordType.Hashtag => "hashtag",
        KeywordType.Exact => "exact",
        KeywordType.Concept => "concept",
        KeywordType.Fuzzy => "fuzzy",
        _ => throw new InvalidOperationException($"The match type {type} has no name."),
    };
}
