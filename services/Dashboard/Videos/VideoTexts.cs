using Dashboard.Language;

namespace Dashboard.Videos;

internal static class VideoTexts
{
    public const string Pending = "pending";

    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "PENDING" => Texts.VideoStatusPending,
        "PUBLISHED" or "APPROVED" => Texts.VideoStatusPublished,
        "REJECTED" => Texts.VideoStatusRejected,
        "TAKENDOWN" or "TAKEN-DOWN" => Texts.VideoStatusTakenDown,
        _ => status,
    };

    public static string Badge(string status) => status.ToUpperInvariant() switch
    {
        "PUBLISHED" or "APPROVED" => "badge badge-good",
        "REJECTED" or "TAKENDOWN" or "TAKEN-DOWN" => "badge badge-bad",
        _ => "badge",
    };
}
