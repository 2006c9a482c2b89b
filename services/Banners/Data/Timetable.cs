using System.Globalization;

namespace Banners.Data;

/// <summary>
/// Hours of a week in a time zone, by the clock on the wall there: a day begins and ends at its midnight, whatever summer time does.
/// Immutable but for a memory of the last answer; allocates nothing.
/// </summary>
internal sealed class Timetable
{
    public const string TimePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    private const int Day = 24 * 60;
    private const int Week = 7 * Day;

    /// <summary>The week begins on Monday.</summary>
    public static string[] Days { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly TimeZoneInfo _zone;
    private readonly (int Start, int Length)[] _spans;
    private Memory _memory;

    /// <param name="zone">Where the clock hangs.</param>
    /// <param name="spans">Days on which it begins (none: all), begin and end; an end that is not after the begin lies on the next day, and no begin is midnight.</param>
    public Timetable(TimeZoneInfo zone, IEnumerable<(IReadOnlyList<string> Days, string? From, string? To)> spans)
    {
        _zone = zone;
        _spans = [.. spans.SelectMany(span => (span.Days.Count > 0 ? span.Days : Days).Select(day => SpanOf(day, MinuteOf(span.From), MinuteOf(span.To))))];
    }

    /// <summary>The zone of an IANA name such as <c>Europe/Paris</c>, or null.</summary>
    public static TimeZoneInfo? Zone(string? name) => name is { Length: > 0 and <= 60 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    /// <summary>Whether each is one of <see cref="Days"/>.</summary>
    public static bool AreDays(IEnumerable<string> days) => days.All(day => Days.Contains(day, StringComparer.Ordinal));

    public bool IsOpen(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        if (_memory.Knows(second, out var open))
            return open;
        var minute = MinuteOfWeek(TimeZoneInfo.ConvertTime(now, _zone));
        foreach (var (start, length) in _spans)
            open |= Forward(start, minute) < length;
        _memory.Keep(second, open);
        return open;
    }

    /// <summary>When it opens next, seen from a moment at which it is closed; null when it never does.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, _zone).DateTime;
        var minute = MinuteOfWeek(local);
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        DateTimeOffset? first = null;
        foreach (var (start, _) in _spans)
        {
            var at = MomentOf(_zone, local.AddMinutes(Forward(minute, start)), after: now);
            first = first is null || at < first ? at : first;
        }

        return first;
    }

    /// <summary>When a clock in that zone shows this: a time that summer time leaves out is the moment of the change, one that comes twice the first after another moment.</summary>
    public static DateTimeOffset MomentOf(TimeZoneInfo zone, DateTime local, DateTimeOffset after = default)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var early = new DateTimeOffset(local, offsets.Max()).ToUniversalTime();
        return early > after ? early : new DateTimeOffset(local, offsets.Min()).ToUniversalTime();
    }

    private static (int Start, int Length) SpanOf(string day, int from, int to) => ((Array.IndexOf(Days, day) * Day) + from, to > from ? to - from : to + Day - from);

    private static int MinuteOf(string? time) =>
        time is null ? 0 : (int)TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes;

    private static int MinuteOfWeek(DateTimeOffset local) => MinuteOfWeek(local.DateTime);

    // The week begins on Monday.
    private static int MinuteOfWeek(DateTime local) => (((int)local.DayOfWeek + 6) % 7 * Day) + (local.Hour * 60) + local.Minute;

    private static int Forward(int from, int to) => (to - from + Week) % Week;

    /// <summary>One answer and the second that it is for, in a word: a thousand decisions a second ask the same.</summary>
    internal struct Memory
    {
        private long _kept;

        public bool Knows(long second, out bool answer)
        {
            var kept = Volatile.Read(ref _kept);
            answer = (kept & 1) == 1;
            if (kept != 0 && kept >> 1 == second)
                return true;
            answer = false;
            return false;
        }

        public void Keep(long second, bool answer) => Volatile.Write(ref _kept, (second << 1) | (answer ? 1L : 0L));
    }
}
