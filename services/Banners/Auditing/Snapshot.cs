using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Banners.Authoring;
using Banners.Data;

namespace Banners.Auditing;

/// <summary>A campaign at one moment: its content as publishing would take it, and how far it has come.</summary>
internal sealed class Snapshot
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Snapshot(JsonObject content, IReadOnlyList<LiveKeyword> keywords, JsonObject state) => (Content, Keywords, State) = (content, keywords, state);

    public JsonObject Content { get; }

    /// <summary>Apart: 100,000 of them are not made into JSON for a comparison.</summary>
    public IReadOnlyList<LiveKeyword> Keywords { get; }

    public JsonObject State { get; }

    public static Snapshot Of(Campaign campaign)
    {
        var copy = Publication.LiveCopyOf(campaign);
        return new Snapshot(ContentOf(copy), copy.Keywords, StateOf(campaign));
    }

    public static Snapshot Of(LiveCampaign copy) => new(ContentOf(copy), copy.Keywords, []);

    /// <summary>Before a campaign was there.</summary>
    public static Snapshot Nothing { get; } = new([], [], []);

    /// <summary>The same content, with the state that the campaign has now.</summary>
    public Snapshot WithStateOf(Campaign campaign) => new(Content, Keywords, StateOf(campaign));

    public Snapshot WithoutKeywords() => new(Content, [], State);

    public bool SameContent(Snapshot other) => Keywords.SequenceEqual(other.Keywords) && JsonNode.DeepEquals(Content, other.Content);

    private static JsonObject ContentOf(LiveCampaign copy)
    {
        var content = JsonSerializer.SerializeToNode(copy with { Keywords = [] }, Json)!.AsObject();
        foreach (var name in new[] { "id", "revision", "keywords" })
            content.Remove(name);
        return content;
    }

    private static JsonObject StateOf(Campaign campaign) => new()
    {
        ["status"] = CampaignAnswer.NameOf(campaign.Status),
        ["review"] = CampaignAnswer.NameOf(campaign.Review),
        ["version"] = campaign.Version,
    };
}
