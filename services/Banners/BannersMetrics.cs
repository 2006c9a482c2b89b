using System.Diagnostics.Metrics;

namespace Banners;

/// <summary>Instruments of the meter <c>campaign.banners</c>. No tag names a person, a search or a token.</summary>
public sealed class BannersMetrics
{
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _events;
    private readonly Counter<long> _clicks;
    private readonly Counter<long> _refusedTokens;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _bundles;
    private readonly Counter<long> _refreshFailures;
    private readonly Gauge<long> _revision;
    private readonly Gauge<long> _keywords;

    public BannersMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("campaign.banners");
        _decisions = meter.CreateCounter<long>("campaign.banners.decisions", "{decision}", "Searches that were decided, by outcome: match or none.");
        _events = meter.CreateCounter<long>("campaign.banners.events", "{event}", "Events that were made durable, by type and validity.");
        _clicks = meter.CreateCounter<long>("campaign.banners.clicks", "{click}", "Clicks that were redirected, by outcome: counted or uncounted.");
        _refusedTokens = meter.CreateCounter<long>("campaign.banners.tokens.refused", "{token}", "Tokens that were refused, by reason: bad or expired.");
        _limited = meter.CreateCounter<long>("campaign.banners.limited", "{request}", "Requests beyond a rate limit, by limit: partner or address.");
        _bundles = meter.CreateCounter<long>("campaign.banners.bundles", "{bundle}", "Bundles that were given out, by form: full, delta or unchanged.");
        _refreshFailures = meter.CreateCounter<long>("campaign.banners.set.failures", "{attempt}", "Times that what is live could not be read.");
        _revision = meter.CreateGauge<long>("campaign.banners.set.revision", "{revision}", "The revision that this replica decides from.");
        _keywords = meter.CreateGauge<long>("campaign.banners.set.keywords", "{keyword}", "Keywords that this replica decides from.");
    }

    public void Decided(bool match) => _decisions.Add(1, new KeyValuePair<string, object?>("outcome", match ? "match" : "none"));

    public void EventRecorded(string type, string validity) =>
        _events.Add(1, new KeyValuePair<string, object?>("type", type), new KeyValuePair<string, object?>("validity", validity));

    public void ClickRedirected(bool counted) => _clicks.Add(1, new KeyValuePair<string, object?>("outcome", counted ? "counted" : "uncounted"));

    public void TokenRefused(bool expired) => _refusedTokens.Add(1, new KeyValuePair<string, object?>("reason", expired ? "expired" : "bad"));

    public void Limited(string limit) => _limited.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public void BundleServed(string form) => _bundles.Add(1, new KeyValuePair<string, object?>("form", form));

    public void RefreshFailed() => _refreshFailures.Add(1);

    public void SetInUse(long revision, int keywords)
    {
        _revision.Record(revision);
        _keywords.Record(keywords);
    }
}
