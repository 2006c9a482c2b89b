using Banners.Matching.Concepts;

namespace Banners.Data;

internal enum CampaignStatus
{
    Draft = 0,
    Published = 1,
    Paused = 2,

    /// <summary>Only read any more.</summary>
    Archived = 3,
}

/// <summary>How far the draft has come. The numbers are not stored.</summary>
internal enum ReviewState
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Submitted: somebody else is to approve it.</summary>
    Waiting = 1,

    Rejected = 2,

    /// <summary>Written in while it waited, so it waits no more.</summary>
    Withdrawn = 3,
}

/// <summary>
/// The authors' working copy. What decisions are taken from is <see cref="PublishedCampaign"/>, which changes only by publishing
/// and pausing.
/// </summary>
internal sealed class Campaign
{
    /// <summary>Who brings what the program comes with.</summary>
    public const string SeedActor = "seed";

    public const int MaxReason = 1000;

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

    public ReviewState Review { get; private set; }

    /// <summary>Who brought the review to where it is.</summary>
    public string? ReviewBy { get; private set; }

    public DateTimeOffset? ReviewAt { get; private set; }

    /// <summary>Why it was rejected.</summary>
    public string? ReviewReason { get; private set; }

    /// <summary>Number of the version that was published last; 0: none.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>Who may not be the one to put it live again.</summary>
    public string? PausedBy { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    // A set: of each row that is read EF asks whether it is there already, and in a list of 100,000 that takes ten seconds.
    public HashSet<Keyword> Keywords { get; private set; } = new(ReferenceEqualityComparer.Instance);

    public List<Banner> Banners { get; private set; } = [];

    /// <summary>A keyword that was there before, with the same text and match type, keeps its id.</summary>
    public void SetKeywords(IReadOnlyList<Keyword> keywords)
    {
        var known = Keywords.ToDictionary(keyword => (keyword.Text, keyword.MatchType));
        Keywords = keywords.Select(keyword => known.GetValueOrDefault((keyword.Text, keyword.MatchType))?.Rewritten(keyword) ?? keyword)
            .Select((keyword, position) => keyword.At(position)).ToHashSet<Keyword>(ReferenceEqualityComparer.Instance);
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

    /// <summary>Asks somebody else to approve it as it stands; says why not, or null.</summary>
    public Refusal? Submit(string actor, DateTimeOffset now)
    {
        if ((Review is ReviewState.Waiting ? Refusal.WaitsAlready : Unready()) is { } refusal)
            return refusal;
        MoveReview(ReviewState.Waiting, actor, now);
        return null;
    }

    public Refusal? Reject(string actor, string reason, DateTimeOffset now)
    {
        if (Review is not ReviewState.Waiting)
            return Refusal.NotSubmitted;
        MoveReview(ReviewState.Rejected, actor, now);
        ReviewReason = reason;
        return null;
    }

    /// <summary>
    /// By somebody who has not written in it since the last publication and, when it is paused, has not paused it. What the seed brings was
    /// reviewed with the program.
    /// </summary>
    public Refusal? Publish(string actor, DateTimeOffset now)
    {
        if (Unready() is { } refusal)
            return refusal;
        if (actor is SeedActor ? Writers.Any(writer => writer is not SeedActor) : Writers.Contains(actor, StringComparer.Ordinal))
            return Refusal.OwnWork;
        if (Status is CampaignStatus.Paused && PausedBy == actor)
            return Refusal.OwnPause;
        (Status, PublishedAt, PausedBy, HasUnpublishedChanges, Writers) = (CampaignStatus.Published, now, null, false, []);
        Version++;
        MoveReview(ReviewState.Draft, null, null);
        return null;
    }

    /// <summary>Publishes what was submitted.</summary>
    /// <param name="seen">The revision that the approver has read; null: whatever was submitted.</param>
    public Refusal? Approve(string actor, long? seen, DateTimeOffset now) => Review is not ReviewState.Waiting ? Refusal.NotSubmitted
        : seen is not null && seen != Revision ? Refusal.OtherRevision
        : Publish(actor, now);

    /// <summary>The kill switch. One person is enough.</summary>
    public Refusal? Pause(string actor, DateTimeOffset now)
    {
        if (Status is not CampaignStatus.Published)
            return Refusal.NotLive;
        (Status, PausedAt, PausedBy) = (CampaignStatus.Paused, now, actor);
        Revision++;
        return null;
    }

    /// <summary>Live again as it was published last, by somebody else than who paused it. The draft stays a draft.</summary>
    public Refusal? Resume(string actor)
    {
        if (Status is not CampaignStatus.Paused)
            return Refusal.NotPaused;
        if (PausedBy == actor)
            return Refusal.OwnPause;
        if (Version == 0)
            return Refusal.NoVersion;
        (Status, PausedBy) = (CampaignStatus.Published, null);
        Revision++;
        return null;
    }

    public Refusal? Archive(DateTimeOffset now)
    {
        if (Status is CampaignStatus.Archived)
            return Refusal.Archived;
        if (Status is CampaignStatus.Published)
            return Refusal.StillLive;
        (Status, ArchivedAt, Review) = (CampaignStatus.Archived, now, ReviewState.Draft);
        Revision++;
        return null;
    }

    private Refusal? Unready()
    {
        if (Status is CampaignStatus.Archived)
            return Refusal.Archived;
        if (!Keywords.Any(keyword => !keyword.Negative))
            return Refusal.NoKeywords;
        if (MisfitPatterns().Any())
            return Refusal.MisfitPattern;
        if (Banners.Count == 0)
            return Refusal.NoBanners;
        return Status is CampaignStatus.Published && !HasUnpublishedChanges ? Refusal.NothingNew : null;
    }

    private void MoveReview(ReviewState state, string? actor, DateTimeOffset? at)
    {
        (Review, ReviewBy, ReviewAt, ReviewReason) = (state, actor, at, null);
        Revision++;
    }

    /// <summary>Concept keywords that are no pattern, or that speak of a class that the campaign has not.</summary>
    public IEnumerable<Keyword> MisfitPatterns() => Keywords.Where(keyword =>
        keyword.MatchType is KeywordType.Concept
        && (Pattern.Parse(keyword.Text, out _) is not { } pattern || !pattern.Classes.All(name => WordClasses.Exists(known => known.Name == name))));

    /// <summary>Something in it was set that was otherwise before, by this actor. What waited for approval waits no more.</summary>
    public void WrittenBy(string actor, DateTimeOffset now)
    {
        Writers = [.. Writers.Append(actor).Distinct(StringComparer.Ordinal)];
        HasUnpublishedChanges = true;
        if (Review is ReviewState.Waiting)
            MoveReview(ReviewState.Withdrawn, actor, now);
        else
            Revision++;
    }
}
