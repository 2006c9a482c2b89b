namespace Traffic;

/// <summary>How much traffic, and how patient it is.</summary>
public sealed record TrafficPlan
{
    /// <summary>For how long new searches start; what is under way then is brought to its end.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long what was sent may take to be acknowledged after <see cref="Duration"/>.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long Analytics may take to count what was acknowledged.</summary>
    public TimeSpan CountLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after that a last look is taken, which would show what was counted twice.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Fixes the choices (who searches what and clicks), not the ids: two runs with one seed count twice.</summary>
    public int Seed { get; init; } = 119;

    /// <summary>People who search at the same time; each has at most one request in flight.</summary>
    public int Visitors { get; init; } = 48;

    /// <summary>The share of searches that a keyword matches; most searches are about something else.</summary>
    public double MatchingShare { get; init; } = 0.25;

    public double ClickShare { get; init; } = 0.35;

    public double TapShare { get; init; } = 0.15;

    /// <summary>Between two searches, and between what one person sees and does next.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How long a banner is in sight before it counts as seen; under a second the event would be marked as too fast.</summary>
    public TimeSpan LookedAt { get; init; } = TimeSpan.FromSeconds(1.1);

    /// <summary>Between two webhooks of one partner.</summary>
    public TimeSpan WebhookPace { get; init; } = TimeSpan.FromMilliseconds(400);

    public int Uploads { get; init; } = 1;

    /// <summary>Whose keys are used; the figures of the sandbox are counted apart.</summary>
    public IReadOnlyList<string> Partners { get; init; } = ["tiktok", "twitter"];

    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An upload's last answer comes when the video was checked.</summary>
    public TimeSpan UploadLimit { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(2);
}
