using Analytics.Calls;
using Analytics.Completing;
using Microsoft.Extensions.Options;

namespace Analytics.Reports;

/// <summary>Writes the heads of reports. Ask before the figures are read: they may then be newer than the head says, never older.</summary>
internal sealed class ReportHeads(Completeness completeness, IOptions<AnalyticsOptions> options, TimeProvider clock)
{
    public const string Provisional = "provisional";
    public const string Final = "final";
    private const string Imported = "imported";

    // A token lives 24 h; the rest is for clocks and for what is on its way.
    private static readonly TimeSpan LatestBannerEvent = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(5);

    /// <param name="end">First moment after the period; null when it is open.</param>
    /// <param name="definitions">Of the report's figures.</param>
    public ReportHead Of(DateTimeOffset? end, IReadOnlyDictionary<string, string> definitions) => Of(end, LatestBannerEvent, definitions);

    /// <summary>For figures that partners report, and may report for as long as raw events are kept.</summary>
    public ReportHead OfPartners(DateTimeOffset? end, IReadOnlyDictionary<string, string> definitions) => Of(end, TimeSpan.FromDays(options.Value.RawDays + 1), definitions);

    /// <summary>
    /// For figures that a helpline imports: complete until the end of the last day there is, by the helpline's own calendar, and final when
    /// no day of the period is missing.
    /// </summary>
    public ReportHead OfCalls(DateOnly? from, DateOnly? to, IReadOnlyList<DailyCall> days, IReadOnlyDictionary<string, string> definitions)
    {
        var isWhole = from is { } first && to is { } last && days.Count == last.DayNumber - first.DayNumber + 1;
        return new ReportHead(clock.GetUtcNow(), days.Count == 0 ? null : Period.EndOf(days[^1].Day), Imported, isWhole ? Final : Provisional, definitions);
    }

    private ReportHead Of(DateTimeOffset? end, TimeSpan latest, IReadOnlyDictionary<string, string> definitions)
    {
        var asOf = clock.GetUtcNow();
        var complete = completeness.Now;
        var isFinal = end is { } ended && ended <= complete.Until && ended <= asOf - latest;
        return new ReportHead(asOf, complete.Until, complete.Reason, isFinal ? Final : Provisional, definitions);
    }
}
