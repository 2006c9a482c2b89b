using System.Text.Json;
using Banners.Data;
using Banners.Matching;

namespace Banners.Serving;

/// <summary>All that is live, as one immutable value: a decision sees the old set or the new one, never a mixture.</summary>
internal sealed class PublishedSet
{
    private readonly HashSet<Guid> _live;

    private PublishedSet(long revision, IReadOnlyList<LiveCampaign> campaigns, IReadOnlyList<HelplineEntry> helplines, PublishedSet? before)
    {
        Revision = revision;
        Campaigns = campaigns;
        Helplines = new HelplineBook(helplines);
        Keywords = new KeywordSet(campaigns, before?.Keywords);
        _live = campaigns.Select(campaign => campaign.Id).ToHashSet();
    }

    public long Revision { get; }

    public IReadOnlyList<LiveCampaign> Campaigns { get; }

    public KeywordSet Keywords { get; }

    public HelplineBook Helplines { get; }

    public bool IsLive(Guid campaignId) => _live.Contains(campaignId);

    public static PublishedSet Of(long revision, IReadOnlyList<LiveCampaign> campaigns, IReadOnlyList<HelplineEntry>? helplines = null, PublishedSet? before = null) =>
        new(revision, campaigns, helplines ?? [], before);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // What came later is null in a file that an earlier version wrote.
    private sealed record Saved(long Revision, IReadOnlyList<LiveCampaign> Campaigns, IReadOnlyList<HelplineEntry>? Helplines = null);

    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(new Saved(Revision, Campaigns, Helplines.Entries), Json);

    /// <exception cref="JsonException">The file is not one of ours.</exception>
    public static PublishedSet Load(byte[] saved)
    {
        var read = JsonSerializer.Deserialize<Saved>(saved, Json) ?? throw new JsonException("The file is empty.");
        return new PublishedSet(read.Revision, read.Campaigns, read.Helplines ?? [], before: null);
    }

    public static string Write(LiveCampaign campaign) => JsonSerializer.Serialize(campaign, Json);

    public static LiveCampaign Read(string content) =>
        JsonSerializer.Deserialize<LiveCampaign>(content, Json) ?? throw new JsonException("The campaign is null.");

    public static string Write(HelplineEntry helpline) => JsonSerializer.Serialize(helpline, Json);

    public static HelplineEntry ReadHelpline(string content) =>
        JsonSerializer.Deserialize<HelplineEntry>(content, Json) ?? throw new JsonException("The helpline is null.");
}
