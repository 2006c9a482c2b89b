using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Benchmarks.Ingest;
using Benchmarks.Receipt;
using Benchmarks.Running;
using Npgsql;
using Spectre.Console;
using Testing;

namespace Benchmarks.Reports;

/// <summary>
/// The summary and a series of 30 days over 100 M events beside the same over 1 M. The million goes the real way, from the broker to the rollups; the rollups
/// of the 100 M are generated, after the generator was shown to make the million's rollups to the last row.
/// </summary>
internal sealed class ReportsBenchmark : IBenchmark
{
    private const int BatchSize = 500;
    private const int InFlight = 50;
    private const int WarmUp = 50;
    private const int Questions = 300;
    private const long Factor = 100;
    private const double MostTimes = 1.2;
    private const double MostMilliseconds = 30;
    private static readonly string[] Rollups = ["rollup_hours", "rollup_days", "rollup_day_cells"];

    public string Name => "reports";

    public async Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        Busy.Say(console, Name);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        await using var million = await EventFlow.StartAsync(servers, banners: false, cancellationToken);
        await using var hundred = await EventFlow.StartAsync(servers, banners: false, cancellationToken);
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-Month.Days);
        var events = await FeedAsync(console, million, first, cancellationToken);
        await ExecuteAsync(hundred.Metrics, Month.Sql(first, factor: 1), cancellationToken);
        foreach (var rollup in Rollups)
            await CompareAsync(rollup, million, hundred, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  generated rollups of {events:N0} events are those of the real way, row for row ({string.Join(", ", Rollups)})"));
        await ExecuteAsync(hundred.Metrics, Month.Sql(first, Factor), cancellationToken);
        // What a month of running has done by itself.
        foreach (var flow in new[] { million, hundred })
            await ExecuteAsync(flow.Metrics, $"vacuum (full, analyze) {string.Join(", ", Rollups)}", cancellationToken);

        var last = first.AddDays(Month.Days - 1);
        string[] paths =
        [
            string.Create(CultureInfo.InvariantCulture, $"/v1/summary?from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}"),
            string.Create(CultureInfo.InvariantCulture, $"/v1/timeseries?metric=impressions&grain=day&from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}"),
        ];
        var (large, small) = await AskAsync(hundred, million, paths, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {events * Factor:N0} events: median {At(large, 0.5):0.0} ms, p95 {At(large, 0.95):0.0} ms   {events:N0} events: median {At(small, 0.5):0.0} ms, p95 {At(small, 0.95):0.0} ms"));
        return
        [
            BenchmarkRow.Of(Name, At(large, 0.5), At(small, 0.5), "ms", "≤ 1.2", At(large, 0.5) <= At(small, 0.5) * MostTimes),
            BenchmarkRow.Of("reports-p95", At(large, 0.95), MostMilliseconds, "ms", "≤ 1", At(large, 0.95) <= MostMilliseconds),
        ];
    }

    private static async Task<long> FeedAsync(IAnsiConsole console, EventFlow flow, DateOnly first, CancellationToken cancellationToken)
    {
        await using var feed = await Feed.OpenAsync(flow.Broker, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        long events = 0;
        var under = new Queue<Task>();
        foreach (var batch in Month.Events(first).Chunk(BatchSize))
        {
            under.Enqueue(feed.PublishAsync(Feed.Envelope(batch), cancellationToken));
            events += batch.Length;
            if (under.Count >= InFlight)
                await under.Dequeue();
        }

        await Task.WhenAll(under);
        await flow.DrainAsync(events, cancellationToken);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {events:N0} events went the real way in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        return events;
    }

    private static async Task CompareAsync(string rollup, EventFlow real, EventFlow generated, CancellationToken cancellationToken)
    {
        var sql = $"select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {rollup} t";
        var (one, other) = (await real.ScalarAsync(sql, cancellationToken), await generated.ScalarAsync(sql, cancellationToken));
        if (!Equals(one, other))
            throw new BenchmarkException($"reports: the generator does not make what the real way makes of {rollup}: {other} instead of {one}.");
    }

    /// <summary>In turns, so that a disturbance hits both.</summary>
    private static async Task<(List<double> Large, List<double> Small)> AskAsync(EventFlow large, EventFlow small, string[] paths, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", EventFlow.AdminKey);
        var (slow, fast) = (new List<double>(), new List<double>());
        for (var question = -WarmUp; question < Questions; question++)
        {
            foreach (var path in paths)
            {
                var (one, other) = (await TimeAsync(large, path), await TimeAsync(small, path));
                if (question < 0)
                    continue;
                slow.Add(one);
                fast.Add(other);
            }
        }

        return (slow, fast);

        async Task<double> TimeAsync(EventFlow flow, string path)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(flow.Analytics.Address, path), cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new BenchmarkException($"reports: {path} answered {(int)answer.StatusCode}.");
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));

    private static async Task ExecuteAsync(string database, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
