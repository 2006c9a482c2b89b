namespace Banners.Data;

/// <summary>A campaign as decisions see it: the content of <see cref="PublishedCampaign"/>, of the state file and, later, of bundles.</summary>
internal sealed record LiveCampaign
{
    public required Guid Id { get; init; }

    public required long Revision { get; init; }

    public required string Name { get; init; }

    public required string Country { get; init; }

    public required string DefaultLocale { get; init; }

    /// <summary>Partner ids that may show it; empty means every partner.</summary>
    public required IReadOnlyList<string> Partners { get; init; }

    public required IReadOnlyList<LiveKeyword> Keywords { get; init; }

    public required IReadOnlyList<LiveBanner> Banners { get; init; }

    public bool Allows(string partner) => Partners.Count == 0 || Partners.Contains(partner, StringComparer.Ordinal);

    /// <summary>fr-CA, then fr, then another fr-…, then the campaign's default, then any.</summary>
    public LiveBanner BannerFor(string? locale) =>
        (locale is null ? null : Speaking(locale) ?? Speaking(LanguageOf(locale))) ?? Speaking(DefaultLocale) ?? Banners[0];

    private LiveBanner? Speaking(string locale) =>
        Banners.FirstOrDefault(banner => string.Equals(banner.Locale, locale, StringComparison.OrdinalIgnoreCase))
        ?? Banners.FirstOrDefault(banner => string.Equals(LanguageOf(banner.Locale), locale, StringComparison.OrdinalIgnoreCase));

    private static string LanguageOf(string locale) => locale.Split('-', '_')[0];
}

internal sealed record LiveKeyword(Guid Id, string Text, KeywordType MatchType);

internal sealed record LiveBanner(Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<LiveHelpline> Helplines);

internal sealed record LiveHelpline(string Number, string Label);
