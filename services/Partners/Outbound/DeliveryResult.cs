using System.Net;

namespace Partners.Outbound;

/// <summary>How one attempt at a delivery ended. Whether it is tried again is computed from this alone.</summary>
internal enum DeliveryResult
{
    Delivered,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>No connection: name, network, TLS.</summary>
    Unreachable,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>4xx other than 410 and 429. Tried again: the receiver's deployment may be mended meanwhile.</summary>
    Rejected,

    /// <summary>3xx; never followed.</summary>
    Redirected,

    /// <summary>410: the receiver wants nothing any more.</summary>
    Gone,

    /// <summary>The address leads to a network that webhooks must not reach.</summary>
    Blocked,

    /// <summary>The subscription's secret cannot be read with the present encryption key.</summary>
    Unsigned,
}

internal static class DeliveryResults
{
    public static bool Retryable(this DeliveryResult result) => result switch
    {
        DeliveryResult.Timeout or DeliveryResult.Unreachable or DeliveryResult.RateLimited or DeliveryResult.ServerError
            or DeliveryResult.Rejected or DeliveryResult.Redirected or DeliveryResult.Unsigned => true,
        DeliveryResult.Delivered or DeliveryResult.Gone or DeliveryResult.Blocked => false,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static string Name(this DeliveryResult result) => result switch
    {
        DeliveryResult.Delivered => "delivered",
        DeliveryResult.Timeout => "timeout",
        DeliveryResult.Unreachable => "unreachable",
        DeliveryResult.RateLimited => "rate-limited",
        DeliveryResult.ServerError => "server-error",
        DeliveryResult.Rejected => "rejected",
        DeliveryResult.Redirected => "redirected",
        DeliveryResult.Gone => "gone",
        DeliveryResult.Blocked => "blocked",
        DeliveryResult.Unsigned => "unsigned",
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static DeliveryResult Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => DeliveryResult.Delivered,
        410 => DeliveryResult.Gone,
        429 => DeliveryResult.RateLimited,
        >= 300 and < 400 => DeliveryResult.Redirected,
        >= 500 => DeliveryResult.ServerError,
        _ => DeliveryResult.Rejected,
    };
}
