using Analytics.Ingestion;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Analytics.Tests.Ingestion;

/// <summary>The short way of events that are new, and the long one of those that may not be; a service of its own, since nobody else may write here.</summary>
public sealed class CopyTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private static readonly string[] Short = ["partition", "copy", "roll-up", "commit"];
    private static readonly string[] Long = ["partition", "stage", "claim", "roll-up", "commit"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_events_are_copied_and_after_a_duplicate_all_are_staged_for_a_minute()
    {
        var (partner, clock) = (Some.Partner(), new FakeTimeProvider(Some.Now));
        var writer = ActivatorUtilities.CreateInstance<BannerEventWriter>(app.Services, clock);
        using var steps = new MetricCollector<double>(app.Meters, "campaign.analytics", "campaign.analytics.step.duration");
        var (first, second) = (Some.Event(partner: partner), Some.Event("click", partner));

        (await WriteAsync(first, second)).ShouldBe(Short);
        (await WriteAsync(Some.Event(partner: partner), first)).ShouldBe(Long);
        (await WriteAsync(Some.Event(partner: partner))).ShouldBe(Long);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await WriteAsync(Some.Event(partner: partner))).ShouldBe(Short);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 5, duplicate 1");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);

        async Task<IEnumerable<object?>> WriteAsync(params BannerEvent[] events)
        {
            steps.Clear();
            await writer.WriteAsync([Batch(events)], Cancelled);
            return steps.GetMeasurementSnapshot().Select(x => x.Tags["step"]);
        }
    }

    [Fact]
    public async Task Two_replicas_that_copy_the_same_events_at_the_same_time_count_each_once()
    {
        const int Writers = 4, Rounds = 10, Events = 200;
        await using var replica = new AnalyticsReplica(app);
        var partner = Some.Partner();
        for (var round = 0; round < Rounds; round++)
        {
            var (events, random) = (Enumerable.Range(0, Events).Select(_ => Some.Event(partner: partner)).ToArray(), new Random(round));
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(i =>
            {
                var services = i % 2 == 0 ? app.Services : replica.Services;
                // A writer that has not met a duplicate yet.
                var writer = ActivatorUtilities.CreateInstance<BannerEventWriter>(services);
                return writer.WriteAsync([Batch([.. events.OrderBy(_ => random.Next())])], Cancelled);
            }));
        }

        (await app.OutcomesAsync(partner)).ShouldBe($"stored {Rounds * Events}, duplicate {(Writers - 1) * Rounds * Events}");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
        (await app.CountAsync("select deadlocks from pg_stat_database where datname = current_database()")).ShouldBe(0);
    }

    [Fact]
    public async Task Events_are_copied_in_the_order_in_which_PostgreSQL_sorts_their_key()
    {
        var random = new Random(119);
        var events = Batch([.. Enumerable.Range(0, 2_000).Select(_ => Some.Event(
            random.GetItems(["impression", "viewable", "click", "tap"], 1)[0], decidedAt: Some.Now.AddHours(-random.Next(72)).AddMilliseconds(-random.Next(5))))]);

        var ours = new BannerEventClaims([events]).Events.Select(x => (x.Day, x.Event.DecisionId, x.Event.Type)).ToList();

        await using var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("select d, i, t from unnest($1::date[], $2::uuid[], $3::text[]) as x (d, i, t) order by d, i, t", connection)
        {
            Parameters =
            {
                new() { Value = events.Accepted.Select(x => x.Day).ToArray() },
                new() { Value = events.Accepted.Select(x => x.Event.DecisionId).ToArray() },
                new() { Value = events.Accepted.Select(x => x.Event.Type).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var theirs = new List<(DateOnly, Guid, string)>();
        while (await reader.ReadAsync(Cancelled))
            theirs.Add((await reader.GetFieldValueAsync<DateOnly>(0, Cancelled), reader.GetGuid(1), reader.GetString(2)));
        ours.ShouldBe(theirs);
    }

    private BannerEventBatch Batch(BannerEvent[] events)
    {
        var (accepted, drops) = app.Services.GetRequiredService<BannerEventIntake>().Check(events);
        accepted.Count.ShouldBe(events.Length);
        return new(accepted, drops);
    }
}
