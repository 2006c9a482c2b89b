namespace Dashboard.Neighbours;

/// <summary>A campaign as its authors left it, with all that they can set.</summary>
/// <param name="Revision">Given back with an edit, so that nobody overwrites what they have not read.</param>
/// <param name="Rotation"><c>weighted</c> or <c>even</c>.</param>
public sealed record CampaignDraft(
    Guid Id, string Name, string Country, string DefaultLocale, string Status, long Revision, int Version, DraftReview? Review,
    IReadOnlyList<DraftKeyword> Keywords, IReadOnlyList<DraftBanner> Banners, string Rotation,
    IReadOnlyList<string> Partners, IReadOnlyList<string> Regions, IReadOnlyList<DraftFlight> Flights,
    int Priority, int Weight, bool Lookalikes, int? MaxPerDay, IReadOnlyList<DraftWordClass> WordClasses);

/// <param name="Name">As concept patterns name it in brackets.</param>
public sealed record DraftWordClass(string Name, IReadOnlyList<string> Words);

public sealed record DraftReview(string State);

/// <param name="MatchType"><c>exact</c>, <c>phrase</c>, <c>hashtag</c>, <c>broad</c>, <c>concept</c> or <c>fuzzy</c>.</param>
/// <param name="Kind">The need it speaks of.</param>
public sealed record DraftKeyword(string Text, string MatchType, string? Kind, bool Negative);

/// <param name="Id">Null of one that is new.</param>
/// <param name="Image">Hash of a picture; never without <paramref name="ImageAlt"/>.</param>
public sealed record DraftBanner(
    Guid? Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<DraftHelpline> Helplines, string? Kind,
    int Weight, string? Image, string? ImageAlt, DraftTheme? Theme);

/// <param name="Country">ISO 3166-1 alpha-2; null: the campaign's.</param>
public sealed record DraftHelpline(string Number, string Label, string? Country, bool Sms);

/// <param name="Mode"><c>light</c>, <c>dark</c> or <c>auto</c>.</param>
/// <param name="Accent"><c>#rrggbb</c>, as is the colour of the text on it.</param>
public sealed record DraftTheme(string Mode, string? Accent, string? AccentText);

/// <param name="Days"><c>mon</c> to <c>sun</c>; empty means every day.</param>
/// <param name="From"><c>HH:mm</c>.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record DraftFlight(DateTimeOffset? Start, DateTimeOffset? End, IReadOnlyList<string> Days, string? From, string? To, string TimeZone);

/// <param name="Keywords">How many the draft has now.</param>
internal sealed record KeywordImport(int Keywords, int Added, int Removed, int Changed, long Revision);

/// <summary>What sample searches match now and would match after publishing; the numbers count the results.</summary>
internal sealed record KeywordTrial(IReadOnlyList<TriedSearch> Results, int Gains, int Loses, int Differs, int Same);

/// <param name="Live">What matches now; null: nothing.</param>
/// <param name="Draft">What would match after publishing.</param>
/// <param name="Change"><c>gains</c>, <c>loses</c>, <c>differs</c> or <c>same</c>.</param>
internal sealed record TriedSearch(string Search, MatchedKeyword? Live, MatchedKeyword? Draft, string Change);

internal sealed record MatchedKeyword(string Text, string MatchType, string? Kind);

internal sealed record KeptImage(string Hash);

/// <param name="PassedOver"><c>region</c> or <c>flight</c>: why it would not answer there and then.</param>
internal sealed record CampaignPreview(string? PassedOver, IReadOnlyList<PreviewVariant> Variants);

/// <param name="Share">Of 1.</param>
public sealed record PreviewVariant(double Share, PreviewBanner Banner);

public sealed record PreviewBanner(
    Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<PreviewHelpline> Helplines, PreviewImage? Image, DraftTheme? Theme);

/// <param name="Url">Ends in the picture's hash.</param>
public sealed record PreviewImage(string Url, string Alt);

public sealed record PreviewHelpline(string Number, string Label, bool Open, DateTimeOffset? OpensAt, string? Chat, string? Sms);

internal sealed record VersionList(IReadOnlyList<CampaignVersion> Versions, int? Next);

internal sealed record CampaignVersion(int Number, DateTimeOffset At, string ApprovedBy, IReadOnlyList<string> Writers, long Revision, int Keywords, int Banners);
