using Dashboard.Language;

namespace Dashboard.Videos;

internal static class VideoTexts
{
    public const string Pending = "uploaded";

    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "UPLOADED" => Texts.VideoStatusPending,
        "PUBLISHED" => Texts.VideoStatusPublished,
        "REJECTED" => Texts.VideoStatusRejected,
        "TAKEN-DOWN" => Texts.VideoStatusTakenDown,
        _ => status,
    };

    public static string Badge(string status) => status.ToUpperInvariant() switch
    {
        "PUBLISHED" => "badge badge-good",
        "REJECTED" or "TAKEN-DOWN" => "badge badge-bad",
        _ => "badge",
    };
}
