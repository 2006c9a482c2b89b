using Analytics.Data;
using Analytics.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Testing;

namespace Analytics.Tests.Retention;

/// <summary>
/// A service for each test: retention deletes for everybody, and never takes what is older than what it has deleted. Ten days pass for retention
/// alone, so that the ingestion still takes what it is given.
/// </summary>
public sealed class RetentionTests(TestServers servers) : IAsyncLifetime
{
    private readonly QuietApp _app = new(servers);

    private static readonly DateTimeOffset Old = Some.Now.AddDays(-85);
    private static readonly DateTimeOffset Young = Some.Now.AddDays(-70);

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Old_days_go_with_their_identities_small_cells_become_other_and_nothing_of_them_counts_again()
    {
        var partner = Some.Partner();
        var campaign = Guid.CreateVersion7();
        var old = Enumerable.Range(0, 25).Select(i => Some.Event(partner: partner, campaign: campaign, decidedAt: Old) with { Region = i < 12 ? "FR-IDF" : $"FR-{i}", Device = i < 9 ? "desktop" : "mobile" }).ToArray();
        var webhook = Some.Webhook(partner, Some.PartnerEvent(at: Old), Some.PartnerEvent(at: Young));
        await _app.RecordAsync([.. old, Some.Event(partner: partner, campaign: campaign, decidedAt: Young)]);
        await _app.PublishAsync(webhook);
        await _app.ExecuteAsync($"update partner_event_claims set day = '{Old:yyyy-MM-dd}' where event_id = '{webhook.Events[0].EventId}'");
        var days = await RowsAsync("rollup_days");
        using var dropped = new MetricCollector<long>(_app.Meters, "campaign.analytics", "campaign.analytics.partitions.dropped");

        await RunAsync(TimeSpan.FromDays(10));

        (await _app.CountAsync($"select count(*) from raw_events where partner = '{partner}'")).ShouldBe(1);
        (await _app.CountAsync($"select count(*) from raw_partner_events where partner = '{partner}'")).ShouldBe(1);
        (await _app.CountAsync($"select count(*) from partner_event_claims where partner = '{partner}'")).ShouldBe(1);
        (await _app.CountAsync($"select count(*) from pg_class where relname in ('raw_events_{Old:yyyyMMdd}', 'raw_partner_events_{Old:yyyyMMdd}')")).ShouldBe(0);
        (await CellsAsync(partner, Old)).ShouldBe("device mobile 16, device other 9, keyword 01900000-0000-7000-8000-000000000a01 25, locale fr-FR 25, region FR-IDF 12, region other 13");
        (await CellsAsync(partner, Young)).ShouldNotBeNull().ShouldContain("region FR-IDF 1");
        (await RowsAsync("rollup_days")).ShouldBe(days);
        (await _app.CountAsync($"select merged_cells from dropped_days where day = '{Old:yyyy-MM-dd}'")).ShouldBe(14);
        dropped.GetMeasurementSnapshot().Sum(x => x.Value).ShouldBeGreaterThanOrEqualTo(1);

        // The ingestion's own clock would still take events of that day: a longer retention does not bring identities back.
        await _app.RecordAsync(old);
        await _app.PublishAsync(webhook);
        (await _app.OutcomesAsync(partner)).ShouldBe("too-old 26, stored 28, duplicate 1");
        (await _app.CountAsync($"select count(*) from pg_class where relname = 'raw_events_{Old:yyyyMMdd}'")).ShouldBe(0);

        await RunAsync(TimeSpan.FromDays(10));
        (await CellsAsync(partner, Old)).ShouldStartWith("device mobile 16, device other 9");
    }

    [Fact]
    public async Task Minutes_are_kept_a_week_hours_and_taps_ninety_days_and_days_for_ever()
    {
        var partner = Some.Partner();
        foreach (var days in new[] { 0, 5, 60, 84 })
            await _app.RecordAsync(Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-days)));
        await _app.ExecuteAsync($"insert into helpline_taps select gen_random_uuid(), '119', '{partner}', 'fr', now() - x * interval '1 day' from unnest(array[1, 85]) x");

        await RunAsync(TimeSpan.FromDays(10));

        (await _app.CountAsync($"select count(*) from rollup_minutes where partner = '{partner}'")).ShouldBe(0);
        (await _app.CountAsync($"select count(*) from rollup_hours where partner = '{partner}'")).ShouldBe(3);
        (await _app.CountAsync($"select count(*) from rollup_days where partner = '{partner}'")).ShouldBe(4);
        (await _app.CountAsync($"select count(*) from helpline_taps where page = '{partner}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_day_that_is_busy_is_left_to_the_next_turn_and_the_ingestion_goes_on()
    {
        var partner = Some.Partner();
        var busy = Some.Now.AddDays(-82);
        await _app.RecordAsync(Some.Event(partner: partner, decidedAt: busy));
        await using var reader = new NpgsqlConnection(_app.Database);
        await reader.OpenAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await reader.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var held = new NpgsqlCommand("lock table raw_events in access share mode", reader);
            await held.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            var running = RunAsync(TimeSpan.FromDays(10));
            (await Should.ThrowAsync<PostgresException>(running)).SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
            await _app.RecordAsync(Some.Event(partner: partner));
            (await _app.OutcomesAsync(partner)).ShouldBe("stored 2");
            (await _app.CountAsync($"select count(*) from dropped_days where day = '{busy:yyyy-MM-dd}'")).ShouldBe(0);
        }

        await RunAsync(TimeSpan.FromDays(10));
        (await _app.CountAsync($"select count(*) from dropped_days where day = '{busy:yyyy-MM-dd}'")).ShouldBe(1);
    }

    [Fact]
    public async Task One_replica_at_a_time_does_it()
    {
        var dataSource = _app.Services.GetRequiredService<NpgsqlDataSource>();
        var entered = 0;

        var first = await OneReplica.RunAsync(dataSource, OneReplica.Jobs + 1_000, async () =>
        {
            (await OneReplica.RunAsync(dataSource, OneReplica.Jobs + 1_000, Enter, TestContext.Current.CancellationToken)).ShouldBeFalse();
            await Enter();
        }, TestContext.Current.CancellationToken);

        first.ShouldBeTrue();
        entered.ShouldBe(1);
        (await OneReplica.RunAsync(dataSource, OneReplica.Jobs + 1_000, Enter, TestContext.Current.CancellationToken)).ShouldBeTrue();

        Task Enter()
        {
            entered++;
            return Task.CompletedTask;
        }
    }

    private Task RunAsync(TimeSpan later) =>
        ActivatorUtilities.CreateInstance<RetentionTurn>(_app.Services, new FakeTimeProvider(Some.Now + later)).RunAsync(TestContext.Current.CancellationToken);

    private Task<long> RowsAsync(string table) => _app.CountAsync($"select coalesce(sum(count), 0) from {table}");

    private async Task<string?> CellsAsync(string partner, DateTimeOffset day) =>
        await _app.ScalarAsync<string>($"select string_agg(dimension || ' ' || value || ' ' || count, ', ' order by dimension, value) from rollup_day_cells where partner = '{partner}' and day = '{day:yyyy-MM-dd}'");
}
