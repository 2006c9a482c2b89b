using Dashboard.Language;

namespace Dashboard.Partners;

internal static class DeliveryTexts
{
    public static string Status(string status) => status.ToUpperInvariant() switch
    {
        "PENDING" => Texts.DeliveryStatusPending,
        "DELIVERED" => Texts.DeliveryStatusDelivered,
        "FAILED" => Texts.DeliveryStatusFailed,
        _ => status,
    };

    /// <summary>How the last attempt ended.</summary>
    public static string Result(string result) => result switch
    {
        "delivered" => Texts.ResultDelivered,
        "timeout" => Texts.ResultTimeout,
        "unreachable" => Texts.ResultUnreachable,
        "rate-limited" => Texts.ResultRateLimited,
        "server-error" => Texts.ResultServerError,
        "rejected" => Texts.ResultRejected,
        "redirected" => Texts.ResultRedirected,
        "gone" => Texts.ResultGone,
        "blocked" => Texts.ResultBlocked,
        "unsigned" => Texts.ResultUnsigned,
        _ => result,
    };

    public static string Badge(string status) => status.ToUpperInvariant() switch
    {
        "DELIVERED" => "badge badge-good",
        "FAILED" => "badge badge-bad",
        _ => "badge badge-warning",
    };
}
