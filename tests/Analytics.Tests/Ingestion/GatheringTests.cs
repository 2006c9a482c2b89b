using System.Text;
using Analytics.Ingestion;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Testing;

namespace Analytics.Tests.Ingestion;

/// <summary>Messages that come while another is being written; a service of its own, since its store is held up and broken on purpose.</summary>
public sealed class GatheringTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private const int Messages = 7;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_wait_share_a_transaction_and_each_is_counted_for_itself()
    {
        var partner = Some.Partner();
        var shared = Some.Event(partner: partner);
        using var stored = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.events.stored");
        using var dropped = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.events.dropped");

        await WhileHeldAsync(Enumerable.Range(0, Messages).Select(i => new[] { shared, Some.Event("click", partner), Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-100 - i)) }));

        await Eventually.IsTrueAsync(() => stored.GetMeasurementSnapshot().Count == Messages, Cancelled);
        (await app.OutcomesAsync(partner)).ShouldBe($"too-old {Messages}, stored {Messages + 1}, duplicate {Messages - 1}");
        (await app.CountAsync($"select count(distinct xmin::text) from raw_events where partner = '{partner}'")).ShouldBeLessThan(Messages);
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
        stored.GetMeasurementSnapshot().Select(x => x.Value).Order().ShouldBe([.. Enumerable.Repeat(1L, Messages - 1), 2]);
        dropped.GetMeasurementSnapshot().Count(x => x.Tags["reason"] is "too-old" && x.Value == 1).ShouldBe(Messages);
    }

    [Fact]
    public async Task Messages_that_come_just_after_a_transaction_has_begun_share_the_next_one()
    {
        var (partner, clock) = (Some.Partner(), new FakeTimeProvider(Some.Now));
        using var gathering = ActivatorUtilities.CreateInstance<BannerEventGathering>(app.Services, clock);
        await WriteAsync(gathering, partner, Cancelled);

        var (second, third) = (WriteAsync(gathering, partner, Cancelled), WriteAsync(gathering, partner, Cancelled));
        await Eventually.IsTrueAsync(() => Passes(second) || Passes(third), Cancelled);

        (await Task.WhenAll(second, third)).Sum(x => x.Stored.Fresh).ShouldBe(2);
        (await app.CountAsync($"select count(distinct xmin::text) from raw_events where partner = '{partner}'")).ShouldBe(2);

        // The lane may not rest yet when the clock is first put forward.
        bool Passes(Task write)
        {
            clock.Advance(BannerEventGathering.Beat);
            return write.IsCompleted;
        }
    }

    [Fact]
    public async Task When_enough_messages_wait_nobody_waits_for_more()
    {
        var partner = Some.Partner();
        using var gathering = ActivatorUtilities.CreateInstance<BannerEventGathering>(app.Services, new FakeTimeProvider(Some.Now));
        await WriteAsync(gathering, partner, Cancelled);

        // The clock stands still: only that they are enough lets them pass.
        var ends = await Task.WhenAll(Enumerable.Range(0, AnalyticsService.BannerEventPrefetch / 2).Select(_ => WriteAsync(gathering, partner, Cancelled)));

        ends.Sum(x => x.Stored.Fresh).ShouldBe(AnalyticsService.BannerEventPrefetch / 2);
    }

    [Fact]
    public async Task A_message_that_fails_for_ever_is_parked_alone()
    {
        var (partner, poison) = (Some.Partner(), Some.Partner());
        await app.ExecuteAsync($"alter table raw_events add constraint no_poison check (partner <> '{poison}')");

        await WhileHeldAsync(Enumerable.Range(0, Messages).Select(i => new[] { Some.Event(partner: i == 3 ? poison : partner) }));

        await Eventually.IsTrueAsync(async () => await app.OutcomesAsync(partner) == $"stored {Messages - 1}", Cancelled);
        (await Eventually.GetAsync(TakeParkedAsync, parked => parked is not null, Cancelled))!.ShouldContain(poison);
        (await TakeParkedAsync()).ShouldBeNull();
        (await app.OutcomesAsync(poison)).ShouldBe("");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
        await app.ExecuteAsync("alter table raw_events drop constraint no_poison");
    }

    [Fact]
    public async Task What_is_cancelled_while_it_waits_is_not_written_and_the_others_are()
    {
        var (partner, cancelled) = (Some.Partner(), Some.Partner());
        var gathering = app.Services.GetRequiredService<BannerEventGathering>();
        using var stop = new CancellationTokenSource();
        await using var store = await HoldAsync();
        var first = WriteAsync(gathering, partner, Cancelled);
        var second = WriteAsync(gathering, cancelled, stop.Token);
        var third = WriteAsync(gathering, partner, Cancelled);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(second);
        await store.DisposeAsync();
        (await first).Stored.Fresh.ShouldBe(1);
        (await third).Stored.Fresh.ShouldBe(1);
        (await app.OutcomesAsync(cancelled)).ShouldBe("");
    }

    [Fact]
    public async Task A_transaction_of_which_all_messages_are_cancelled_is_given_up()
    {
        var partner = Some.Partner();
        using var stop = new CancellationTokenSource();
        await using var store = await HoldAsync();
        var writing = WriteAsync(app.Services.GetRequiredService<BannerEventGathering>(), partner, stop.Token);
        await Eventually.IsTrueAsync(async () => await WaitingAsync() == 1, Cancelled);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(writing);
        await Eventually.IsTrueAsync(async () => await WaitingAsync() == 0, Cancelled);
        (await app.CountAsync($"select count(*) from raw_events where partner = '{partner}'")).ShouldBe(0);

        Task<long> WaitingAsync() => app.CountAsync("select count(*) from pg_stat_activity where datname = current_database() and application_name = 'Analytics.Ingestion' and wait_event_type = 'Lock'");
    }

    private Task<BannerEventsEnd> WriteAsync(BannerEventGathering gathering, string partner, CancellationToken cancellationToken)
    {
        var (accepted, drops) = app.Services.GetRequiredService<BannerEventIntake>().Check([Some.Event(partner: partner)]);
        return gathering.WriteAsync(new(accepted, drops), cancellationToken);
    }

    /// <summary>Sends messages while nothing can be committed, so that all but the first wait for the next transaction; returns when nothing is held up any more.</summary>
    private async Task WhileHeldAsync(IEnumerable<BannerEvent[]> messages)
    {
        using var steps = new MetricCollector<double>(app.Meters, "campaign.analytics", "campaign.analytics.step.duration");
        await using var store = await HoldAsync();
        var sent = 0;
        foreach (var events in messages)
        {
            await app.SendAsync(new BannerEventsRecorded { Events = events }, Guid.CreateVersion7());
            sent++;
        }

        await Eventually.IsTrueAsync(() => steps.GetMeasurementSnapshot().Count(x => x.Tags["step"] is "check") == sent, Cancelled);
    }

    /// <summary>Holds up every commit of events until it is disposed.</summary>
    private async Task<NpgsqlConnection> HoldAsync()
    {
        var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("begin; lock table ingestion_outcomes in exclusive mode", connection);
        await command.ExecuteNonQueryAsync(Cancelled);
        return connection;
    }

    private Task<string?> TakeParkedAsync() => app.OnChannelAsync(async channel =>
    {
        try
        {
            var parked = await channel.BasicGetAsync("analytics.banner-events_error", autoAck: true, Cancelled);
            return parked is null ? null : Encoding.UTF8.GetString(parked.Body.Span);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            // The queue is made by the first message that is parked.
            return null;
        }
    });
}
