using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using RabbitMQ.Client;
using Testing;

namespace Analytics.Tests.Ingestion;

/// <summary>A service of its own: its store is broken on purpose.</summary>
public sealed class TroubleTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private const string ErrorQueue = "analytics.banner-events_error";

    [Fact]
    public async Task Trouble_with_the_store_pauses_and_parks_nothing()
    {
        var partner = Some.Partner();
        using var pauses = new MetricCollector<long>(app.Meters, "campaign.messaging", "campaign.messaging.consumer.pauses");
        await app.ExecuteAsync("alter table rollup_days rename to rollup_days_away");

        var recorded = app.RecordAsync(Some.Event(partner: partner), Some.Event("click", partner));
        await Eventually.IsTrueAsync(() => pauses.GetMeasurementSnapshot().Count >= 2, TestContext.Current.CancellationToken);
        recorded.IsCompleted.ShouldBeFalse();
        (await app.CountAsync($"select count(*) from raw_events where partner = '{partner}'")).ShouldBe(0);

        await app.ExecuteAsync("alter table rollup_days_away rename to rollup_days");
        await recorded;
        (await app.OutcomesAsync(partner)).ShouldBe("stored 2");
        (await TakeParkedAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_connection_that_dies_in_the_middle_is_tried_again_and_counts_once()
    {
        var partner = Some.Partner();
        await app.RecordAsync(Some.Event(partner: partner));

        await app.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'Analytics.Ingestion'");
        await app.RecordAsync(Some.Event(partner: partner));

        (await app.OutcomesAsync(partner)).ShouldBe("stored 2");
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_parked_and_lets_the_others_pass()
    {
        await app.OnChannelAsync(async channel =>
        {
            await channel.BasicPublishAsync("", "analytics.banner-events", Encoding.UTF8.GetBytes("{ not a message"), TestContext.Current.CancellationToken);
            return true;
        });
        var partner = Some.Partner();
        await app.RecordAsync(Some.Event(partner: partner));

        (await app.OutcomesAsync(partner)).ShouldBe("stored 1");
        (await Eventually.GetAsync(TakeParkedAsync, parked => parked is not null, TestContext.Current.CancellationToken)).ShouldBe("{ not a message");
    }

    [Fact]
    public async Task A_partition_that_is_missing_is_made_by_the_batch_that_needs_it()
    {
        var partner = Some.Partner();
        var longAgo = Some.Now.AddDays(-80);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.RecordAsync(Some.Event(partner: partner, decidedAt: longAgo))));
        (await app.OutcomesAsync(partner)).ShouldBe("stored 4");

        // And once more when it was dropped behind the replica's back.
        await app.ExecuteAsync($"drop table raw_events_{longAgo:yyyyMMdd}");
        await app.RecordAsync(Some.Event(partner: partner, decidedAt: longAgo));
        (await app.OutcomesAsync(partner)).ShouldBe("stored 5");
    }

    private Task<string?> TakeParkedAsync() => app.OnChannelAsync(async channel =>
    {
        try
        {
            var parked = await channel.BasicGetAsync(ErrorQueue, autoAck: true, TestContext.Current.CancellationToken);
            return parked is null ? null : Encoding.UTF8.GetString(parked.Body.Span);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            // The queue is made by the first message that is parked.
            return null;
        }
    });
}
