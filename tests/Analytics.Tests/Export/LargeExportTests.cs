using System.Net;
using Testing;

namespace Analytics.Tests.Export;

/// <summary>A service of its own with more rows than fit into any buffer on the way.</summary>
public sealed class LargeExportTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>, IAsyncLifetime
{
    private const int Rows = 120_000;
    private static string Query => $"/v1/export?dataset=events&from={Some.Today}&to={Some.Today}";

    public async ValueTask InitializeAsync()
    {
        // The service makes today's partition by itself, a moment after its start.
        await Eventually.IsTrueAsync(async () => await app.CountAsync($"select count(*) from pg_class where relname = 'raw_events_{Some.Now:yyyyMMdd}'") == 1, TestContext.Current.CancellationToken);
        if (await app.CountAsync("select count(*) from raw_events") == 0)
        {
            await app.ExecuteAsync(
                $"""
                insert into raw_events (day, decision_id, event_type, campaign_id, banner_id, keyword_id, partner, validity, verified, received_at)
                select '{Some.Today}', ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'impression', '01900000-0000-7000-8000-000000000c01',
                    '01900000-0000-7000-8000-000000000b01', '01900000-0000-7000-8000-000000000a01', 'tiktok', 'valid', true, now() from generate_series(1, {Rows}) i
                """);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_row_comes_once_and_in_order_by_row_groups()
    {
        using var response = await app.TryGetAsync($"{Query}&format=parquet");
        var table = await ExportedTable.ReadAsync(response, TestContext.Current.CancellationToken);

        table.RowGroups.ShouldBe([50_000, 50_000, 20_000]);
        table.Rows.Select(x => x["decision_id"]).ShouldBe(Enumerable.Range(1, Rows).Select(i => $"01900000-0000-7000-8000-{i:x12}"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task An_export_that_breaks_in_the_middle_does_not_look_whole(string format)
    {
        using var client = app.Admin();
        using var response = await client.GetAsync(new Uri($"{Query}&format={format}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);

        await app.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'Analytics.Export'");

        await Should.ThrowAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Four_run_at_a_time_and_one_that_is_given_up_ends_its_query_and_makes_room()
    {
        using var client = app.Admin();
        var downloads = new List<HttpResponseMessage>();
        // The place of an export that broke in another test may come free a moment after its reader knew.
        while (downloads.Count < 4)
        {
            downloads.Add(await Eventually.GetAsync(
                () => client.GetAsync(new Uri(Query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken),
                x => x.StatusCode == HttpStatusCode.OK, TestContext.Current.CancellationToken));
        }

        using (var refused = await app.TryGetAsync(Query))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        }

        foreach (var download in downloads)
            download.Dispose();

        await Eventually.IsTrueAsync(
            async () => await app.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'Analytics.Export' and state <> 'idle'") == 0,
            TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var response = await app.TryGetAsync($"{Query}&format=parquet");
                return response.StatusCode == HttpStatusCode.OK;
            },
            TestContext.Current.CancellationToken);
    }
}
