using Dashboard.Language;

namespace Dashboard.Partners;

internal static class DeliveryTexts
{
    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "PENDING" or "WAITING" => Texts.DeliveryStatusPending,
        "DELIVERED" or "SUCCEEDED" => Texts.DeliveryStatusDelivered,
        "FAILED" or "GIVENUP" => Texts.DeliveryStatusFailed,
        _ => status,
    };

    public static string Badge(string status) => status.ToUpperInvariant() switch
    {
        "DELIVERED" or "SUCCEEDED" => "badge badge-good",
        "FAILED" or "GIVENUP" => "badge badge-bad",
        _ => "badge badge-warning",
    };
}
