using Dashboard.Language;

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
}
