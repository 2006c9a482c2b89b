using Traffic.Driving;

namespace Traffic.Counting;

/// <summary>Sent, acknowledged and counted, for every kind: the closing table.</summary>
public sealed record TrafficReport(IReadOnlyList<TrafficReportRow> Rows, string? Refusal)
{
    /// <summary>Nothing lost, nothing twice.</summary>
    public bool AddsUp => Rows.All(row => row.AddsUp);

    /// <summary>Whether Analytics counted exactly what was acknowledged, whatever was not.</summary>
    public bool CountsWhatWasAcknowledged => Rows.All(row => row.Counted is null || row.Counted == row.Acknowledged);

    public TrafficReportRow this[Kind kind] => Rows.Single(row => row.Kind == kind);

    public static TrafficReport Of(Tally tally, Summary before, Summary? after) => new(
        [.. Enum.GetValues<Kind>().Select(kind => new TrafficReportRow(
            kind, tally[kind].Sent, tally[kind].Acknowledged, before.Of(kind) is null ? null : after is null ? 0 : after.Of(kind) - before.Of(kind), tally[kind].Redirected, tally[kind].Retries))],
        tally.Refusal);

    public override string ToString() => string.Join("; ", Rows) + (Refusal is null ? "" : $"; refused: {Refusal}");
}

/// <param name="Kind">What was sent.</param>
/// <param name="Sent">Things sent, not attempts.</param>
/// <param name="Acknowledged">Answered with a promise that they are durable.</param>
/// <param name="Counted">By Analytics since before the run; null when Analytics does not count this kind.</param>
/// <param name="Redirected">Clicks that landed at least once without being counted.</param>
/// <param name="Retries">Attempts beyond the first.</param>
public sealed record TrafficReportRow(Kind Kind, long Sent, long Acknowledged, long? Counted, long Redirected, long Retries)
{
    public bool AddsUp => Sent == Acknowledged && (Counted is null || Counted == Acknowledged);

    public override string ToString() => $"{Kind} sent {Sent}, acknowledged {Acknowledged}, counted {Counted?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}, redirected {Redirected}, retries {Retries}";
}
