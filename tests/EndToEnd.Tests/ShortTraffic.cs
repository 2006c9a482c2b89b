using Traffic;

namespace EndToEnd.Tests;

internal static class ShortTraffic
{
    /// <summary>Small and busy: many banners in few seconds.</summary>
    public static readonly TrafficPlan Plan = new()
    {
        Duration = TimeSpan.FromSeconds(3),
        Visitors = 24,
        MatchingShare = 0.5,
        ClickShare = 0.6,
        TapShare = 0.4,
        Pace = TimeSpan.FromSeconds(0.4),
        CountLimit = TimeSpan.FromSeconds(40),
    };
}
