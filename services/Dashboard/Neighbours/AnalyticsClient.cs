using System.Globalization;

namespace Dashboard.Neighbours;

internal sealed record Summary(DateTimeOffset AsOf, Counts Verified, Counts Public, Counts Invalid, PartnerEventCounts PartnerEvents, long Uploads, long VideosPublished, long HelplineTaps, bool Sandbox);

internal sealed record Counts(long Impressions, long Viewable, long Clicks, long Taps, double? Ctr);

internal sealed record PartnerEventCounts(long Total, long Received, IReadOnlyDictionary<string, long>? ByType);

internal sealed record TimeSeries(DateTimeOffset AsOf, IReadOnlyList<SeriesPoint> Points);

internal sealed record SeriesPoint(DateTimeOffset At, long Value);

internal sealed record CallSeries(bool Illustrative, IReadOnlyList<string>? Sources, IReadOnlyList<CallDay> Days);

internal sealed record CallDay(DateOnly Day, long Calls, bool Illustrative);

internal sealed record FlightList(IReadOnlyList<Flight> Flights);

internal sealed record Flight(Guid Id, string Medium, string Name, DateOnly From, DateOnly To, string? Partner, bool Illustrative, string? Note);

internal sealed record Uplift(long Sum, long ComparedSum, double? Relative, bool Illustrative);

internal sealed record UpliftModel(UpliftVerdict Verdict, IReadOnlyList<ExpectedDay> Days);

internal sealed record UpliftVerdict(string Text, string? Caution);

internal sealed record ExpectedDay(DateOnly Day, long Calls, double Expected, double Low, double High);

internal sealed record Ingestion(DateTimeOffset? LastEventAt, long Stored, long Duplicates);

/// <summary>What the dashboard asks of Analytics.</summary>
internal sealed class AnalyticsClient(HttpClient http)
{
    public Task<Answer<Summary>> SummaryAsync(string? partner, CancellationToken cancellationToken) =>
        http.AskAsync<Summary>(partner is null ? "/v1/summary" : $"/v1/summary?partner={Uri.EscapeDataString(partner)}", cancellationToken);

    public Task<Answer<TimeSeries>> TimeSeriesAsync(string metric, string grain, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        http.AskAsync<TimeSeries>($"/v1/timeseries?metric={metric}&grain={grain}&from={Instant(from)}&to={Instant(to)}", cancellationToken);

    public Task<Answer<CallSeries>> CallsAsync(string helpline, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        http.AskAsync<CallSeries>($"/v1/helpline-calls?helpline={helpline}&from={Day(from)}&to={Day(to)}", cancellationToken);

    public Task<Answer<FlightList>> FlightsAsync(CancellationToken cancellationToken) =>
        http.AskAsync<FlightList>("/v1/flights", cancellationToken);

    public Task<Answer<Uplift>> UpliftAsync(string helpline, DateOnly from, DateOnly to, int compareYear, CancellationToken cancellationToken) =>
        http.AskAsync<Uplift>($"/v1/uplift?helpline={helpline}&from={Day(from)}&to={Day(to)}&compareYear={compareYear}", cancellationToken);

    public Task<Answer<UpliftModel>> UpliftModelAsync(string helpline, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        http.AskAsync<UpliftModel>($"/v1/uplift/model?helpline={helpline}&from={Day(from)}&to={Day(to)}", cancellationToken);

    public Task<Answer<Ingestion>> IngestionAsync(CancellationToken cancellationToken) => http.AskAsync<Ingestion>("/v1/ingestion", cancellationToken);

    private static string Instant(DateTimeOffset at) => Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
