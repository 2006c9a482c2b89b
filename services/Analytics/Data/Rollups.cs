namespace Analytics.Data;

/// <summary>What is counted of campaigns at partners.</summary>
internal abstract class CampaignRollup
{
    /// <summary>Of decisions all zeros for searches that met no campaign.</summary>
    public required Guid CampaignId { get; init; }

    public required string Partner { get; init; }

    public required bool Verified { get; init; }

    public required long Count { get; init; }
}

/// <summary>What every rollup of banner events is split by. The counts are of distinct (decision, type), by the time of first receipt.</summary>
internal abstract class BannerRollup : CampaignRollup
{
    public required string EventType { get; init; }

    public required string Validity { get; init; }
}

/// <summary>By minute, for the live view; kept 7 days.</summary>
internal sealed class MinuteRollup : BannerRollup
{
    public required DateTimeOffset Bucket { get; init; }
}

/// <summary>By hour and banner; kept 90 days.</summary>
internal sealed class HourRollup : BannerRollup
{
    public required DateTimeOffset Bucket { get; init; }

    public required Guid BannerId { get; init; }
}

/// <summary>By day (UTC) and banner; kept.</summary>
internal sealed class DayRollup : BannerRollup
{
    public required DateOnly Day { get; init; }

    public required Guid BannerId { get; init; }
}

/// <summary>By day and one dimension at a time (keyword, locale, region or device), so that no cell tells of one person; kept.</summary>
internal sealed class DayCell : BannerRollup
{
    public required DateOnly Day { get; init; }

    public required string Dimension { get; init; }

    /// <summary>The keyword's id, the locale, …; empty when the platform gave none.</summary>
    public required string Value { get; init; }
}

/// <summary>Partners' own events by day; <c>Events</c> counts messages, <c>Count</c> what they stand for.</summary>
internal sealed class PartnerDayRollup
{
    public required DateOnly Day { get; init; }

    public required string Partner { get; init; }

    public required string EventType { get; init; }

    public required Guid CampaignId { get; init; }

    public required bool Sandbox { get; init; }

    public required long Events { get; init; }

    public required long Count { get; init; }
}

/// <summary>Taps on helplines of our own pages by day.</summary>
internal sealed class TapDayRollup
{
    public required DateOnly Day { get; init; }

    public required string Number { get; init; }

    public required string Page { get; init; }

    public required string Locale { get; init; }

    public required long Count { get; init; }
}
