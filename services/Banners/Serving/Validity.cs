using System.ComponentModel.DataAnnotations;

namespace Banners.Serving;

/// <summary>When an event comes too soon after its decision to be a person's.</summary>
internal sealed class ValidityOptions
{
    public const string Section = "Validity";

    /// <summary>Half the banner must be visible for a second; a little less allows for clocks. Default 900 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan MinViewable { get; set; } = TimeSpan.FromMilliseconds(900);

    /// <summary>Nobody reads and presses faster than this. Default 300 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan MinPress { get; set; } = TimeSpan.FromMilliseconds(300);
}

/// <summary>
/// Marks at receipt what no person did; such events are kept and counted apart, never dropped. Looks at the token's age and at
/// headers, and keeps neither.
/// </summary>
internal static class Validity
{
    public const string Valid = "valid";
    public const string Bot = "bot";
    public const string Prefetch = "prefetch";
    public const string TooFast = "too-fast";

    /// <summary>Would be valid, but a device decided, and we have only its word for it.</summary>
    public const string Bundle = "bundle";

    // Programs that say what they are. Headless browsers and HTTP libraries are not here: platforms report and test with them.
    private static readonly string[] Crawlers =
    [
        "bot", "crawler", "spider", "slurp", "facebookexternalhit", "whatsapp/", "skypeuripreview", "embedly", "mediapartners", "lighthouse",
        "pingdom", "uptime",
    ];

    public static string Of(string type, DecisionToken token, DateTimeOffset now, HttpRequest request, ValidityOptions options)
    {
        if (IsPrefetch(request))
            return Prefetch;
        if (IsCrawler(request.Headers.UserAgent.ToString()))
            return Bot;
        var least = type switch
        {
            EventTypes.Impression => TimeSpan.Zero,
            EventTypes.Viewable => options.MinViewable,
            _ => options.MinPress,
        };
        if (now - token.DecidedAt < least)
            return TooFast;
        return token.OnDevice ? Bundle : Valid;
    }

    private static bool IsPrefetch(HttpRequest request) =>
        HttpMethods.IsHead(request.Method)
        || Says(request, "Sec-Purpose", "prefetch") || Says(request, "Purpose", "prefetch") || Says(request, "X-Purpose", "preview") || Says(request, "X-Moz", "prefetch");

    private static bool Says(HttpRequest request, string header, string value) =>
        request.Headers.TryGetValue(header, out var said) && said.ToString().Contains(value, StringComparison.OrdinalIgnoreCase);

    private static bool IsCrawler(string userAgent) =>
        userAgent.Length > 0 && Array.Exists(Crawlers, crawler => userAgent.Contains(crawler, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Values of <see cref="Contracts.Banners.BannerEvent.Type"/>.</summary>
internal static class EventTypes
{
    public const string Impression = "impression";
    public const string Viewable = "viewable";
    public const string Click = "click";
    public const string Tap = "tap";
}
