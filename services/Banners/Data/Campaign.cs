using Banners.Matching.Concepts;

namespace Banners.Data;

internal enum CampaignStatus
{
    Draft = 0,
    Published = 1,
    Paused = 2,
}

/// <summary>
/// The authors' working copy. What decisions are taken from is <see cref="PublishedCampaign"/>, which changes only by publishing
/// and pausing.
/// </summary>
internal sealed class Campaign
{
    private Campaign()
    {
    }

    public Campaign(Guid id, string name, string country, string defaultLocale, IEnumerable<string> partners, string author, DateTimeOffset now)
    {
        (Id, Name, Country, DefaultLocale, CreatedAt) = (id, name, country, defaultLocale, now);
        Partners = [.. partners];
        Writers = [author];
        Revision = 1;
        HasUnpublishedChanges = true;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string Country { get; private set; } = "";

    /// <summary>Shown when no banner speaks the searcher's language.</summary>
    public string DefaultLocale { get; private set; } = "";

    /// <summary>Partner ids that may show this campaign; empty means every partner.</summary>
    public string[] Partners { get; private set; } = [];

    /// <summary>Of several campaigns that match a search, the one with the higher priority is shown.</summary>
    public int Priority { get; private set; }

    /// <summary>Between campaigns of one priority whose matches are equally specific, the heavier is shown.</summary>
    public int Weight { get; private set; } = 1;

    /// <summary>Whether digits and foreign letters that look like a letter are read as that letter: <c>3nfance</c>.</summary>
    public bool Lookalikes { get; private set; }

    /// <summary>Not shown to whom the platform has shown that many banners of ours today; null: no limit. The platform counts, we keep nothing.</summary>
    public int? MaxPerDay { get; private set; }

    /// <summary>ISO 3166-2 codes such as <c>FR-IDF</c> where it is shown; empty means everywhere.</summary>
    public string[] Regions { get; private set; } = [];

    /// <summary>When it answers; empty means always.</summary>
    public List<Flight> Flights { get; private set; } = [];

    /// <summary>Whether banners of one kind and language take turns whatever their weights.</summary>
    public bool EvenRotation { get; private set; }

    /// <summary>What the patterns of concept keywords speak of.</summary>
    public List<WordClass> WordClasses { get; private set; } = [];

    public CampaignStatus Status { get; private set; }

    /// <summary>Grows by one with each change.</summary>
    public long Revision { get; private set; }

    public bool HasUnpublishedChanges { get; private set; }

    /// <summary>Actors who have written since it was last published.</summary>
    public string[] Writers { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    public List<Keyword> Keywords { get; private set; } = [];

    public List<Banner> Banners { get; private set; } = [];

    /// <summary>A keyword that was there before, with the same text and match type, keeps its id.</summary>
    public void SetKeywords(IReadOnlyList<Keyword> keywords)
    {
        var known = Keywords.ToDictionary(keyword => (keyword.Text, keyword.MatchType));
        Keywords = keywords.Select(keyword => known.GetValueOrDefault((keyword.Text, keyword.MatchType))?.Rewritten(keyword) ?? keyword)
            .Select((keyword, position) => keyword.At(position)).ToList();
    }

    public void SetMatching(int priority, int weight, bool lookalikes, int? maxPerDay, IReadOnlyList<WordClass> classes) =>
        (Priority, Weight, Lookalikes, MaxPerDay, WordClasses) = (priority, weight, lookalikes, maxPerDay, [.. classes]);

    /// <summary>A banner whose id was there before stays the same banner, with the new content.</summary>
    public void SetBanners(IReadOnlyList<Banner> banners, bool evenRotation = false)
    {
        EvenRotation = evenRotation;
        var known = Banners.ToDictionary(banner => banner.Id);
        Banners = banners.Select(banner => known.GetValueOrDefault(banner.Id)?.Rewritten(banner) ?? banner).ToList();
    }

    public void SetFlights(IReadOnlyList<Flight> flights) => Flights = [.. flights];

    public void SetAudience(IReadOnlyList<string> partners, IReadOnlyList<string> regions) => (Partners, Regions) = ([.. partners], [.. regions]);

    /// <summary>Why the campaign cannot be published as it stands, or null.</summary>
    public PublishRefusal? Publish(DateTimeOffset now)
    {
        if (!Keywords.Exists(keyword => !keyword.Negative))
            return PublishRefusal.NoKeywords;
        if (MisfitPatterns().Any())
            return PublishRefusal.MisfitPattern;
        if (Banners.Count == 0)
            return PublishRefusal.NoBanners;
        if (Status is CampaignStatus.Published && !HasUnpublishedChanges)
            return PublishRefusal.NothingNew;
        Status = CampaignStatus.Published;
        PublishedAt = now;
        HasUnpublishedChanges = false;
        Writers = [];
        Revision++;
        return null;
    }

    /// <summary>False when the campaign is not live.</summary>
    public bool Pause(DateTimeOffset now)
    {
        if (Status is not CampaignStatus.Published)
            return false;
        Status = CampaignStatus.Paused;
        PausedAt = now;
        Revision++;
        return true;
    }

    /// <summary>Concept keywords that are no pattern, or that speak of a class that the campaign has not.</summary>
    public IEnumerable<Keyword> MisfitPatterns() => Keywords.Where(keyword =>
        keyword.MatchType is KeywordType.Concept
        && (Pattern.Parse(keyword.Text, out _) is not { } pattern || !pattern.Classes.All(name => WordClasses.Exists(known => known.Name == name))));

    /// <summary>Something in it was set that was otherwise before, by this actor.</summary>
    public void WrittenBy(string actor)
    {
        Writers = [.. Writers.Append(actor).Distinct(StringComparer.Ordinal)];
        HasUnpublishedChanges = true;
        Revision++;
    }
}

internal enum PublishRefusal
{
    NoKeywords = 1,
    NoBanners = 2,
    NothingNew = 3,
    MisfitPattern = 4,
}
