using Banners.Data;

namespace Banners.Matching;

/// <summary>When a campaign answers. Worked out once a second, however many searches ask.</summary>
internal sealed class FlightPlan
{
    private readonly (DateTimeOffset Start, DateTimeOffset End, Timetable? Hours)[] _flights;
    private Timetable.Memory _memory;

    private FlightPlan(IReadOnlyList<LiveFlight> flights)
    {
        _flights = [.. flights.Select(flight => (flight.Start ?? DateTimeOffset.MinValue, flight.End ?? DateTimeOffset.MaxValue, HoursOf(flight)))];
    }

    /// <summary>Null for a campaign without flights, which always answers.</summary>
    public static FlightPlan? Of(LiveCampaign campaign) => campaign.Flights.Count == 0 ? null : new FlightPlan(campaign.Flights);

    public bool IsOn(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        if (_memory.Knows(second, out var on))
            return on;
        foreach (var (start, end, hours) in _flights)
            on |= now >= start && now < end && hours?.IsOpen(now) is not false;
        _memory.Keep(second, on);
        return on;
    }

    private static Timetable? HoursOf(LiveFlight flight) => flight is { Days.Count: 0, From: null, To: null }
        ? null
        : new Timetable(Timetable.Zone(flight.TimeZone) ?? TimeZoneInfo.Utc, [(flight.Days, flight.From, flight.To)]);
}
