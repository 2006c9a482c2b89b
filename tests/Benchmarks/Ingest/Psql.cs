using System.Diagnostics;
using System.Globalization;
using Benchmarks.Running;
using Contracts.Banners;
using Npgsql;

namespace Benchmarks.Ingest;

/// <summary>The limit: psql copies 500 rows, inserts them with <c>on conflict do nothing</c> and commits, again and again. No rollups, no partitions.</summary>
internal static class Psql
{
    private const string Columns =
        """
        day date not null, decision_id uuid not null, event_type text not null, campaign_id uuid not null, banner_id uuid not null, keyword_id uuid not null,
        partner text not null, locale text, country text, region text, device text, validity text not null, verified boolean not null, received_at timestamptz not null
        """;

    public static async Task PrepareAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"create table raw_events ({Columns}, primary key (day, decision_id, event_type))", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task WriteAsync(string file, IEnumerable<IReadOnlyList<BannerEvent>> batches, CancellationToken cancellationToken)
    {
        await using var script = new StreamWriter(file);
        await script.WriteLineAsync($"create temp table staged ({Columns}) on commit delete rows;");
        foreach (var batch in batches)
        {
            await script.WriteLineAsync("begin;\ncopy staged from stdin;");
            foreach (var one in batch)
            {
                await script.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{one.ReceivedAt:yyyy-MM-dd}\t{one.DecisionId}\t{one.Type}\t{one.CampaignId}\t{one.BannerId}\t{one.KeywordId}\t{one.Partner}\t{one.Locale}\t{one.Country}\t{one.Region}\t{one.Device}\t{one.Validity}\t{one.Verified}\t{one.ReceivedAt:O}"));
            }

            await script.WriteLineAsync("\\.\ninsert into raw_events select * from staged on conflict do nothing;\ncommit;");
        }

        await script.FlushAsync(cancellationToken);
    }

    public static async Task<TimeSpan> RunAsync(string file, string database, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings.Host!, "-p", settings.Port.ToString(CultureInfo.InvariantCulture), "-U", settings.Username!, "-d", settings.Database!, "-f", file])
        { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PGPASSWORD"] = settings.Password;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var complaint = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began) : throw new BenchmarkException($"psql failed: {complaint.Split('\n')[0]}");
    }
}
