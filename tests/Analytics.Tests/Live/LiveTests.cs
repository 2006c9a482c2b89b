using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Testing;

namespace Analytics.Tests.Live;

/// <summary>Two replicas on a database of their own: nobody else changes a bucket.</summary>
public sealed class LiveTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>, IAsyncDisposable
{
    private readonly AnalyticsReplica _replica = new(app);
    private readonly Guid _campaign = Guid.CreateVersion7();
    private readonly Guid _other = Guid.CreateVersion7();

    public ValueTask DisposeAsync() => _replica.DisposeAsync();

    [Fact]
    public async Task A_new_stream_gets_the_whole_state_and_the_summary_and_then_each_change()
    {
        var minute = Some.Now.AddMinutes(-5);
        await app.RecordAsync(Some.Event(campaign: _campaign, decidedAt: minute), Some.Event(campaign: _campaign, decidedAt: minute), Some.Event(campaign: _campaign, decidedAt: Some.Now.AddMinutes(-70)));
        await using var stream = await LiveStream.OpenAsync(app.Admin());

        var (type, state) = (await stream.NextAsync()).ShouldNotBeNull();
        type.ShouldBe("reset");
        LiveStream.Minutes(state).Where(x => x.StartsWith($"{_campaign}", StringComparison.Ordinal)).ShouldBe([$"{_campaign} impression 2"]);
        var summary = (await stream.NextAsync()).ShouldNotBeNull();
        summary.Type.ShouldBe("summary");
        var impressions = summary.Data["verified"]!["impressions"]!.GetValue<long>();
        state["summary"]!["verified"]!["impressions"]!.GetValue<long>().ShouldBe(impressions);

        await app.RecordAsync(Some.Event(campaign: _campaign, decidedAt: minute), Some.Event("click", campaign: _campaign, decidedAt: minute) with { Validity = "bot" });
        var (_, change) = await stream.NextAsync("change");
        LiveStream.Minutes(change).ShouldBe([$"{_campaign} impression 3", $"{_campaign} click 1"], ignoreOrder: true);
        var click = change["minutes"]!.AsArray().Single(x => x!["type"]!.GetValue<string>() == "click")!;
        click["at"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(minute.Year, minute.Month, minute.Day, minute.Hour, minute.Minute, 0, TimeSpan.Zero));
        (click["partner"]!.GetValue<string>(), click["validity"]!.GetValue<string>(), click["verified"]!.GetValue<bool>(), click["sandbox"]!.GetValue<bool>()).ShouldBe(("tiktok", "bot", true, false));
        (await stream.NextAsync("summary")).Data["verified"]!["impressions"]!.GetValue<long>().ShouldBe(impressions + 1);
    }

    [Fact]
    public async Task A_stream_goes_on_at_the_other_replica_with_exactly_what_changed_meanwhile()
    {
        var untouched = Guid.CreateVersion7();
        var now = Some.Now;
        await app.RecordAsync(Some.Event(campaign: _campaign, decidedAt: now), Some.Event(campaign: untouched));
        string cursor;
        await using (var stream = await LiveStream.OpenAsync(_replica.Admin()))
        {
            await stream.NextAsync("summary");
            await app.RecordAsync(Some.Event(campaign: _other, decidedAt: now));
            (await stream.ChangesAsync(1)).ShouldBe([$"{_other} impression 1"]);
            cursor = stream.Cursor;
        }

        await app.RecordAsync(Some.Event(campaign: _campaign, decidedAt: now), Some.Event("click", campaign: _other, decidedAt: now));
        await app.PublishAsync(Some.Webhook("twitter", Some.PartnerEvent("trend.observed", count: 7)));
        await using var resumed = await LiveStream.OpenAsync(app.Admin(), cursor);

        var (type, change) = (await resumed.NextAsync()).ShouldNotBeNull();
        type.ShouldBe("change");
        LiveStream.Minutes(change).ShouldBe([$"{_campaign} impression 2", $"{_other} click 1"], ignoreOrder: true);
        change["partnerDays"]!.AsArray().Select(x => $"{x!["partner"]} {x["type"]} {x["events"]} {x["count"]}").ShouldBe(["twitter trend.observed 1 7"]);
        (await resumed.NextAsync()).ShouldNotBeNull().Type.ShouldBe("summary");
        await app.RecordAsync(Some.Event("tap", campaign: _other, decidedAt: now));
        (await resumed.ChangesAsync(1)).ShouldBe([$"{_other} tap 1"]);
    }

    [Fact]
    public async Task Transactions_that_commit_in_the_opposite_order_lose_nothing_and_hold_nobody_back()
    {
        await using var open = await LiveStream.OpenAsync(app.Admin());
        await open.NextAsync("summary");
        await using var first = await BeginAsync(_campaign);
        await using var second = await BeginAsync(_other);

        await second.CommitAsync(TestContext.Current.CancellationToken);
        (await open.ChangesAsync(1)).ShouldBe([$"{_other} impression 1"]);
        var cursor = open.Cursor;
        await first.CommitAsync(TestContext.Current.CancellationToken);

        (await open.ChangesAsync(1)).ShouldBe([$"{_campaign} impression 1"]);
        await using var resumed = await LiveStream.OpenAsync(_replica.Admin(), cursor);
        var (type, change) = (await resumed.NextAsync()).ShouldNotBeNull();
        type.ShouldBe("change");
        LiveStream.Minutes(change).ShouldBe([$"{_campaign} impression 1"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("a-1-2:1:")]
    [InlineData("a-99999999999999-1:2:")]
    [InlineData("01234567-EPOCH-1:1:")]
    public async Task What_is_no_cursor_of_this_store_gets_a_reset(string cursor)
    {
        await using var stream = await LiveStream.OpenAsync(app.Admin(), cursor.Replace("EPOCH", Some.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

        (await stream.NextAsync()).ShouldNotBeNull().Type.ShouldBe("reset");
    }

    [Fact]
    public async Task A_cursor_older_than_ten_minutes_or_from_the_future_gets_one_reset()
    {
        await using var stream = await LiveStream.OpenAsync(app.Admin());
        await stream.NextAsync("summary");
        var parts = stream.Cursor.Split('-');
        var at = long.Parse(parts[1], CultureInfo.InvariantCulture);

        (await FirstAsync($"{parts[0]}-{at - 590}-{parts[2]}")).ShouldBe("summary");
        (await FirstAsync($"{parts[0]}-{at - 610}-{parts[2]}")).ShouldBe("reset");
        (await FirstAsync($"{parts[0]}-{at}-999999999:999999999:")).ShouldBe("reset");
        await using var resumed = await LiveStream.OpenAsync(app.Admin(), $"{parts[0]}-{at - 610}-{parts[2]}");
        await resumed.NextAsync("summary");
        await app.RecordAsync(Some.Event(campaign: _campaign));
        (await resumed.NextAsync("reset", "change")).Type.ShouldBe("change");
    }

    [Theory]
    [InlineData("delete from rollup_minutes where campaign_id = '{0}'", "reset")]
    [InlineData("update rollup_minutes set partner = 'erased' where campaign_id = '{0}'", "reset")]
    [InlineData("truncate tap_rollup_days", "reset")]
    [InlineData("insert into known_partners (id, revision, name, sandbox, key_hashes, web_origins) values ('{0}', 1, 'x', true, '{{}}', '{{}}')", "reset")]
    [InlineData("update rollup_minutes set count = 41 where campaign_id = '{0}'", "change")]
    [InlineData("delete from rollup_minutes where bucket < now() - interval '1 day'; update rollup_minutes set count = 41 where campaign_id = '{0}'", "change")]
    public async Task What_others_do_to_buckets_is_told_too(string sql, string expected)
    {
        await app.RecordAsync(Some.Event(campaign: _campaign), Some.Event(decidedAt: Some.Now.AddDays(-2)));
        await using var stream = await LiveStream.OpenAsync(app.Admin());
        await stream.NextAsync("summary");
        var cursor = stream.Cursor;

        await app.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, _campaign));

        (await stream.NextAsync("reset", "change")).Type.ShouldBe(expected);
        (await FirstAsync(cursor)).ShouldBe(expected);
    }

    [Fact]
    public async Task Buckets_restored_from_another_cluster_are_not_told_as_changed()
    {
        await app.RecordAsync(Some.Event(campaign: _campaign));
        await app.ExecuteAsync($"update rollup_minutes set changed_in = '999999999999' where campaign_id = '{_campaign}'; insert into live_resets (changed_in) values ('999999999999')");
        await using var stream = await LiveStream.OpenAsync(_replica.Admin());
        LiveStream.Minutes((await stream.NextAsync("reset")).Data).ShouldContain($"{_campaign} impression 1");
        await stream.NextAsync("summary");

        await app.RecordAsync(Some.Event(campaign: _other));

        var (type, change) = await stream.NextAsync("reset", "change");
        type.ShouldBe("change");
        LiveStream.Minutes(change).ShouldBe([$"{_other} impression 1"]);
    }

    [Fact]
    public async Task Two_hundred_followers_ask_the_store_once_a_second_together()
    {
        using var reads = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.live.reads");
        using var viewers = new MetricCollector<long>(app.Meters, "campaign.analytics", "campaign.analytics.live.viewers");
        var started = Some.Now;
        var streams = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => LiveStream.OpenAsync(app.Admin())));
        await Task.WhenAll(streams.Select(x => x.NextAsync("summary")));
        viewers.GetMeasurementSnapshot().Sum(x => x.Value).ShouldBe(200);

        await app.RecordAsync(Some.Event(campaign: _campaign));

        foreach (var changes in await Task.WhenAll(streams.Select(x => x.ChangesAsync(1))))
            changes.ShouldBe([$"{_campaign} impression 1"]);
        reads.GetMeasurementSnapshot().Count.ShouldBeLessThanOrEqualTo((int)(Some.Now - started).TotalSeconds + 2);
        foreach (var stream in streams)
            await stream.DisposeAsync();
        await Eventually.IsTrueAsync(() => viewers.GetMeasurementSnapshot().Sum(x => x.Value) == 0, TestContext.Current.CancellationToken);
        var last = reads.GetMeasurementSnapshot().Count;
        await reads.WaitForMeasurementsAsync(last + 2, TimeSpan.FromSeconds(3)).ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_stream_ends_with_the_service_and_none_is_begun_without_the_store()
    {
        await using var stream = await LiveStream.OpenAsync(_replica.Admin());
        await stream.NextAsync("summary");
        _replica.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        while (await stream.NextAsync() is not null)
        {
        }

        await app.ExecuteAsync("alter table rollup_minutes rename to rollup_minutes_away");
        using var refused = await app.TryGetAsync("/v1/live");
        await app.ExecuteAsync("alter table rollup_minutes_away rename to rollup_minutes");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private async Task<string> FirstAsync(string cursor)
    {
        await using var stream = await LiveStream.OpenAsync(_replica.Admin(), cursor);
        return (await stream.NextAsync()).ShouldNotBeNull().Type;
    }

    // As the ingestion does it; the transaction has its number from its first statement on.
    private async Task<NpgsqlTransaction> BeginAsync(Guid campaign)
    {
        var connection = new NpgsqlConnection(app.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            $"insert into rollup_minutes (bucket, campaign_id, partner, event_type, validity, verified, count) values (date_trunc('minute', now()), '{campaign}', 'tiktok', 'impression', 'valid', true, 1)", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return transaction;
    }
}
