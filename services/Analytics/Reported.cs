namespace Analytics;

/// <summary>The time under which something is reported: as said, but never in the future.</summary>
internal static class Reported
{
    public static DateTimeOffset At(DateTimeOffset said, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return (said > now ? now : said).ToUniversalTime();
    }
}
