using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

internal static class CampaignTexts
{
    public const string Published = "published";

    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "DRAFT" => Texts.CampaignStatusDraft,
        "PUBLISHED" => Texts.CampaignStatusPublished,
        "PAUSED" => Texts.CampaignStatusPaused,
        _ => status,
    };

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
