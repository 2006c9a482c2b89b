using System.ComponentModel.DataAnnotations;

namespace Analytics;

/// <summary>Settings of this service (section <c>Analytics</c>).</summary>
internal sealed class AnalyticsOptions
{
    public const string Section = "Analytics";

    /// <summary>How many days raw events are kept, and with them the identities by which an event counts once. Default 90.</summary>
    [Range(1, 3650)]
    public int RawDays { get; set; } = 90;

    /// <summary>How many days ahead partitions are made. Default 3.</summary>
    [Range(1, 30)]
    public int PartitionsAhead { get; set; } = 3;
}
