using System.ComponentModel.DataAnnotations;

namespace Analytics;

/// <summary>Settings of this service (section <c>Analytics</c>).</summary>
internal sealed class AnalyticsOptions
{
    public const string Section = "Analytics";

    /// <summary>How many days raw events are kept, and with them the identities by which an event counts once. Default 90.</summary>
    [Range(1, 3650)]
    public int RawDays { get; set; } = 90;

    /// <summary>How many days figures by minute are kept. Default 7, and not less: reports promise them for so long.</summary>
    [Range(7, 3650)]
    public int MinuteDays { get; set; } = 7;

    /// <summary>How many days figures by hour are kept. Default 90, and not less: reports promise them for so long.</summary>
    [Range(90, 3650)]
    public int HourDays { get; set; } = 90;

    /// <summary>How many days ahead partitions are made. Default 3.</summary>
    [Range(1, 30)]
    public int PartitionsAhead { get; set; } = 3;

    /// <summary>
    /// How long before a look at outboxes and queues an event must have been received to be surely in one of them, in seconds: what
    /// the batcher needs to make it durable at worst, and what clocks may differ. Default 10.
    /// </summary>
    [Range(0, 300)]
    public int SettleSeconds { get; set; } = 10;

    /// <summary>How long a message may be between its queue and its consumer here, in neither of both, in milliseconds. Default 1000.</summary>
    [Range(0, 60_000)]
    public int DeliveryMilliseconds { get; set; } = 1_000;

    /// <summary>How often it is looked until when the figures are complete, in milliseconds. Default 5000.</summary>
    [Range(50, 60_000)]
    public int LookMilliseconds { get; set; } = 5_000;

    /// <summary>How long a follower of the live stream may take an event to read before it is cut off. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LiveReaderPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long after its end (UTC) a day becomes final for partners. Default 48 h: what comes later is counted, but shown to no partner.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan PartnerDayFinalAfter { get; set; } = TimeSpan.FromHours(48);
}
