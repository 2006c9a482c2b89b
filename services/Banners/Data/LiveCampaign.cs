namespace Banners.Data;

/// <summary>A campaign as decisions see it: the content of <see cref="PublishedCampaign"/>, of the state file and of bundles.</summary>
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

    /// <summary>Of several campaigns that match, the one with the higher priority is shown.</summary>
    public int Priority { get; init; }

    /// <summary>Decides between campaigns of the same priority whose matches are equally specific: the heavier is shown.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Whether digits and foreign letters that look like a letter are read as that letter.</summary>
    public bool Lookalikes { get; init; }

    /// <summary>What the patterns of concept keywords speak of.</summary>
    public IReadOnlyList<LiveWordClass> WordClasses { get; init; } = [];

    /// <summary>To whom a platform has shown that many banners of ours today, this campaign's is not shown; null: no limit.</summary>
    public int? MaxPerDay { get; init; }

    /// <summary>ISO 3166-2 codes where it is shown; empty means everywhere.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>When it answers; empty means always.</summary>
    public IReadOnlyList<LiveFlight> Flights { get; init; } = [];

    public required IReadOnlyList<LiveBanner> Banners { get; init; }

    /// <summary>Whether banners of one kind and language take turns whatever their weights.</summary>
    public bool EvenRotation { get; init; }

    public bool Allows(string partner) => Partners.Count == 0 || Partners.Contains(partner, StringComparer.Ordinal);

    /// <summary>
    /// Among the banners of this kind, or those without a kind when it has none, those of the nearest language: fr-CA, then fr, then
    /// another fr-…, then the campaign's default, then any. Of several one is shown.
    /// </summary>
    public IReadOnlyList<LiveBanner> BannersFor(string? locale, string? kind)
    {
        var ofKind = Banners.Where(banner => banner.Kind == kind).ToList();
        if (ofKind.Count == 0)
            ofKind = [.. Banners.Where(banner => banner.Kind is null)];
        if (ofKind.Count == 0)
            ofKind = [.. Banners];
        var nearest = Locales.Nearest(ofKind, banner => banner.Locale, locale);
        if (nearest < 0)
            nearest = Locales.Nearest(ofKind, banner => banner.Locale, DefaultLocale);
        var spoken = ofKind[Math.Max(nearest, 0)].Locale;
        ofKind.RemoveAll(banner => !Locales.AreSame(banner.Locale, spoken));
        return ofKind;
    }

    /// <summary>One of <see cref="BannersFor"/>, by weight or evenly.</summary>
    /// <param name="locale">BCP 47 tag of the searcher's language.</param>
    /// <param name="kind">The need that the search speaks of.</param>
    /// <param name="random">Who is shown which is chance alone: nothing about anybody is remembered.</param>
    public LiveBanner BannerFor(string? locale, string? kind, Random random)
    {
        var banners = BannersFor(locale, kind);
        if (banners.Count == 1)
            return banners[0];
        var left = random.Next(banners.Sum(WeightOf));
        var at = 0;
        while ((left -= WeightOf(banners[at])) >= 0)
            at++;
        return banners[at];
    }

    public int WeightOf(LiveBanner banner) => EvenRotation ? 1 : banner.Weight;

    /// <summary>Of the country that the platform names, else of the campaign's; the language says nothing about where somebody is.</summary>
    public IReadOnlyList<LiveHelpline> HelplinesFor(LiveBanner banner, string? country)
    {
        var there = banner.Helplines.Where(helpline => Answers(helpline, country)).ToList();
        if (there.Count == 0)
            there = [.. banner.Helplines.Where(helpline => Answers(helpline, Country))];
        return there.Count == 0 ? banner.Helplines : there;
    }

    private bool Answers(LiveHelpline helpline, string? country) => string.Equals(helpline.Country ?? Country, country, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Kind">What need it speaks of; the banner of that kind answers it. Null: the banners without a kind do.</param>
/// <param name="Negative">Where it stands, the campaign has nothing to say.</param>
internal sealed record LiveKeyword(Guid Id, string Text, KeywordType MatchType, string? Kind = null, bool Negative = false);

internal sealed record LiveWordClass(string Name, IReadOnlyList<string> Words);

/// <param name="Days"><c>mon</c> to <c>sun</c>; empty means every day.</param>
internal sealed record LiveFlight(DateTimeOffset? Start, DateTimeOffset? End, IReadOnlyList<string> Days, string? From, string? To, string TimeZone);

/// <param name="Weight">How often it is shown among banners of its kind and language.</param>
internal sealed record LiveBanner(
    Guid Id, string Locale, string Dir, string Title, string Text, string Action, IReadOnlyList<LiveHelpline> Helplines, string? Kind = null,
    int Weight = 1, LiveImage? Image = null, LiveTheme? Theme = null);

/// <param name="Hash">Of a picture in the database and in the state folder.</param>
internal sealed record LiveImage(string Hash, string Alt);

/// <param name="Mode"><c>light</c>, <c>dark</c> or <c>auto</c>.</param>
internal sealed record LiveTheme(string Mode, string? Accent, string? AccentText);

/// <param name="Country">Where it answers, ISO 3166-1 alpha-2; null: in the campaign's country.</param>
/// <param name="Sms">Whether it takes text messages instead of calls.</param>
internal sealed record LiveHelpline(string Number, string Label, string? Country = null, bool Sms = false);
