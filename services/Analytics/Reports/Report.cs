using System.Text.Json.Serialization;

namespace Analytics.Reports;

/// <summary>What every report says of itself.</summary>
/// <param name="AsOf">When the figures were read.</param>
/// <param name="CompleteUntil">Every event that was acknowledged before this moment is counted; null when that is not known yet.</param>
/// <param name="Completeness"><c>known</c>, or what keeps that moment from moving on: <c>starting</c>, <c>broker-away</c>, <c>no-answer:…</c>, <c>waiting:…</c>, <c>queue:…</c>.</param>
/// <param name="State"><c>final</c> when no event of the period can come any more, else <c>provisional</c>.</param>
/// <param name="Definitions">Where each figure is defined, by its name in this report.</param>
internal sealed record ReportHead(DateTimeOffset AsOf, DateTimeOffset? CompleteUntil, string Completeness, string State, IReadOnlyDictionary<string, string> Definitions);

/// <summary>A report: its head, flat, and figures.</summary>
internal abstract record Report([property: JsonIgnore] ReportHead Head)
{
    /// <inheritdoc cref="ReportHead.AsOf" />
    [JsonPropertyOrder(-5)]
    public DateTimeOffset AsOf => Head.AsOf;

    /// <inheritdoc cref="ReportHead.CompleteUntil" />
    [JsonPropertyOrder(-4)]
    public DateTimeOffset? CompleteUntil => Head.CompleteUntil;

    /// <inheritdoc cref="ReportHead.Completeness" />
    [JsonPropertyOrder(-3)]
    public string Completeness => Head.Completeness;

    /// <inheritdoc cref="ReportHead.State" />
    [JsonPropertyOrder(-2)]
    public string State => Head.State;

    /// <inheritdoc cref="ReportHead.Definitions" />
    [JsonPropertyOrder(-1)]
    public IReadOnlyDictionary<string, string> Definitions => Head.Definitions;
}
