using Analytics.Ingestion;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Npgsql;
using Testing;

namespace Analytics.Tests.Ingestion;

/// <summary>Who waits for whom when replicas add to the same cells; a service of its own, since deadlocks are counted for a whole database.</summary>
public sealed class OrderTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private const int Rounds = 30;
    private const int Events = 400;
    private const string Deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_that_add_to_the_same_cells_in_any_order_of_events_wait_for_each_other_and_never_in_a_circle()
    {
        await using var replica = new AnalyticsReplica(app);
        var (partners, campaigns, ids) = (Enumerable.Range(0, 3).Select(_ => Some.Partner()).ToArray(), Ids(8), Ids(12));
        var before = await app.CountAsync(Deadlocks);
        var rebuilding = app.StartJobAsync("/v1/rollups:rebuild", new { from = Some.Today, to = Some.Today });

        // A circle would be ended by PostgreSQL, and the writer that it chose would throw.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => WriteAsync(writer % 2 == 0 ? app.Services : replica.Services, new Random(writer))));

        await app.EndOfAsync(await rebuilding);
        foreach (var partner in partners)
            (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
        (await app.CountAsync($"select sum(count) from ingestion_outcomes where outcome = 'stored' and partner in ('{string.Join("', '", partners)}')")).ShouldBe(4 * Rounds * Events);
        (await app.CountAsync(Deadlocks)).ShouldBe(before);

        async Task WriteAsync(IServiceProvider services, Random random)
        {
            var (intake, writer) = (services.GetRequiredService<BannerEventIntake>(), services.GetRequiredService<BannerEventWriter>());
            for (var round = 0; round < Rounds; round++)
            {
                var (accepted, drops) = intake.Check(Enumerable.Range(0, Events).Select(_ => Event(random)));
                await writer.WriteAsync([new BannerEventBatch(accepted, drops)], Cancelled);
            }
        }

        BannerEvent Event(Random random) => Some.Event(random.Next(2) == 0 ? "impression" : "click", random.GetItems(partners, 1)[0], random.GetItems(campaigns, 1)[0]) with
        {
            BannerId = random.GetItems(ids, 1)[0],
            KeywordId = random.GetItems(ids, 1)[0],
            Locale = random.GetItems(["fr-FR", "en", "Fr-be", "ar", "\u00e9"], 1)[0],
            Region = random.GetItems(["FR-IDF", "FR-BRE", "fr_pac", "BE"], 1)[0],
            Verified = random.Next(2) == 0,
        };
    }

    [Fact]
    public async Task A_transaction_that_a_deadlock_ends_is_repeated_and_each_event_counts_once()
    {
        var (partner, at) = (Some.Partner(), Some.Now);
        var campaigns = Ids(2);
        await app.RecordAsync([.. campaigns.Select(campaign => Some.Event(partner: partner, campaign: campaign, decidedAt: at))]);
        var before = await app.CountAsync(Deadlocks);
        using var pauses = new MetricCollector<long>(app.Meters, "campaign.messaging", "campaign.messaging.consumer.pauses");
        await using var other = new NpgsqlConnection(app.Database);
        await other.OpenAsync(Cancelled);
        // PostgreSQL ends the one that looks for a circle: not this one.
        await ExecuteAsync("set deadlock_timeout = '1h'; begin");
        await TouchAsync(campaigns[1]);

        var recorded = app.RecordAsync([.. campaigns.Select(campaign => Some.Event(partner: partner, campaign: campaign, decidedAt: at))]);
        await Eventually.IsTrueAsync(async () => await app.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'Analytics.Ingestion' and wait_event_type = 'Lock'") == 1, Cancelled);
        await TouchAsync(campaigns[0]);
        await ExecuteAsync("commit");
        await recorded;

        pauses.GetMeasurementSnapshot().Count.ShouldBeGreaterThan(0);
        await Eventually.IsTrueAsync(async () => await app.CountAsync(Deadlocks) > before, Cancelled);
        (await app.OutcomesAsync(partner)).ShouldBe("stored 4");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);

        Task TouchAsync(Guid campaign) => ExecuteAsync($"update rollup_minutes set count = count where partner = '{partner}' and campaign_id = '{campaign}'");

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other);
            await command.ExecuteNonQueryAsync(Cancelled);
        }
    }

    /// <summary>In the order of PostgreSQL.</summary>
    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).Order()];
}
