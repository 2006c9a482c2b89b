namespace Banners.Data;

/// <summary>When a campaign answers: between two moments, on some days of the week, between two times of the day.</summary>
internal sealed class Flight
{
    public DateTimeOffset? Start { get; init; }

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary><c>mon</c> to <c>sun</c>; empty means every day.</summary>
    public string[] Days { get; init; } = [];

    /// <summary>Time of the day, <c>HH:mm</c>; null: midnight.</summary>
    public string? From { get; init; }

    /// <summary>Time of the day, <c>HH:mm</c>, of the next day when it is not after <see cref="From"/>; null: the end of the day.</summary>
    public string? To { get; init; }

    /// <summary>IANA name of the zone of days and times.</summary>
    public required string TimeZone { get; init; }
}
