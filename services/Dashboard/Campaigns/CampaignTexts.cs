using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

internal static class CampaignTexts
{
    public const string Published = "published";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "DRAFT" => Texts.CampaignStatusDraft,
        "PUBLISHED" => Texts.CampaignStatusPublished,
        "PAUSED" => Texts.CampaignStatusPaused,
        "ARCHIVED" => Texts.CampaignStatusArchived,
        _ => status,
    };

    /// <summary>Null where there is nothing to say.</summary>
    public static string? Review(string? review) => review switch
    {
        "waiting" => Texts.ReviewWaiting,
        "rejected" => Texts.ReviewRejected,
        "withdrawn" => Texts.ReviewWithdrawn,
        _ => null,
    };

    public static string Action(string action) => action switch
    {
        "create" => Texts.AuditCreate,
        "keywords" => Texts.AuditKeywords,
        "banners" => Texts.AuditBanners,
        "matching" => Texts.AuditMatching,
        "flights" => Texts.AuditFlights,
        "audience" => Texts.AuditAudience,
        "submit" => Texts.AuditSubmit,
        "approve" => Texts.AuditApprove,
        "reject" => Texts.AuditReject,
        "publish" => Texts.AuditPublish,
        "pause" => Texts.AuditPause,
        "resume" => Texts.AuditResume,
        "archive" => Texts.AuditArchive,
        "restore" => Texts.AuditRestore,
        "proposal" => Texts.AuditProposal,
        _ => action,
    };

    /// <summary>A person by their login, a key or the seed in words.</summary>
    public static string Actor(string actor) =>
        actor.StartsWith("user:", StringComparison.Ordinal) ? actor["user:".Length..]
        : actor.StartsWith("key:", StringComparison.Ordinal) ? $"{Texts.ActorKey} {actor["key:".Length..]}"
        : actor is "seed" ? Texts.ActorSeed
        : actor;

    public static bool IsEmpty(CampaignDiff diff) =>
        diff.Keywords is { AddedCount: 0, RemovedCount: 0, ChangedCount: 0 } && diff.Banners.Added.Count + diff.Banners.Removed.Count + diff.Banners.Changed.Count == 0 && diff.After.Count == 0;

    public static string Json(JsonObject json) => json.ToJsonString(Readable);

    public static string Status(Replica replica) => replica switch
    {
        { Alive: false } => Texts.ReplicaSilent,
        { Current: true } => Texts.ReplicaConfirmed,
        _ => Texts.ReplicaBehind,
    };

    public static string Badge(Replica replica) => replica switch
    {
        { Alive: false } => "badge",
        { Current: true } => "badge badge-good",
        _ => "badge badge-warning",
    };
}
