using Contracts.Banners;

namespace Analytics.Tests.Ingestion;

[Collection(SharedApp.Name)]
public sealed class BannerEventsTests(AnalyticsApp app)
{
    [Fact]
    public async Task An_event_is_stored_and_counted_in_every_rollup()
    {
        var partner = Some.Partner();

        await app.RecordAsync(Some.Event(partner: partner));

        (await app.OutcomesAsync(partner)).ShouldBe("stored 1");
        foreach (var table in new[] { "rollup_minutes", "rollup_hours", "rollup_days" })
            (await app.CountAsync($"select sum(count) from {table} where partner = '{partner}'")).ShouldBe(1, table);
        (await app.ScalarAsync<string>($"select string_agg(dimension || '=' || value, ' ' order by dimension) from rollup_day_cells where partner = '{partner}'"))
            .ShouldBe("device=mobile keyword=01900000-0000-7000-8000-000000000a01 locale=fr-FR region=FR-IDF");
    }

    [Fact]
    public async Task The_same_message_twice_counts_once()
    {
        var partner = Some.Partner();
        var message = new BannerEventsRecorded { Events = [Some.Event(partner: partner), Some.Event("click", partner)] };
        var id = Guid.CreateVersion7();

        await app.PublishAsync(message, id);
        await app.PublishAsync(message, id);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 2, duplicate 2");
        (await app.CountAsync($"select sum(count) from rollup_days where partner = '{partner}'")).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_event_twice_in_one_batch_counts_once_at_its_first_receipt()
    {
        var partner = Some.Partner();
        var click = Some.Event("click", partner, decidedAt: Some.Now.AddHours(-3));

        await app.RecordAsync(click with { ReceivedAt = click.ReceivedAt.AddHours(1) }, click);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 1, duplicate 1");
        (await app.ScalarAsync<DateTime>($"select received_at from raw_events where partner = '{partner}'")).ShouldBe(click.ReceivedAt.UtcDateTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Types_of_one_decision_may_come_in_any_order_and_count_apart()
    {
        var partner = Some.Partner();
        var impression = Some.Event(partner: partner);

        await app.RecordAsync(impression with { Type = "tap" }, impression with { Type = "click" });
        await app.RecordAsync(impression with { Type = "viewable" }, impression);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 4");
    }

    [Fact]
    public async Task Overlapping_batches_in_parallel_count_once_and_the_rollups_equal_a_recount()
    {
        var partner = Some.Partner();
        var campaign = Guid.CreateVersion7();
        var events = Enumerable.Range(0, 600).Select(i => Some.Event(i % 3 == 0 ? "click" : "impression", partner, campaign, Some.Now.AddMinutes(-i)) with
        {
            Locale = i % 2 == 0 ? "fr" : null,
            Device = i % 5 == 0 ? "desktop" : "mobile",
            Validity = i % 7 == 0 ? "bot" : "valid",
            Verified = i % 4 != 0,
        }).ToArray();
        var random = new Random(119);
        var batches = Enumerable.Range(0, 16).Select(i => new BannerEventsRecorded { Events = [.. events.Where(_ => i < 2 || random.Next(3) == 0).OrderBy(_ => random.Next())] }).ToList();

        await Task.WhenAll(batches.Select(batch => app.PublishAsync(batch)));

        var seen = batches.Sum(x => x.Events.Count);
        (await app.OutcomesAsync(partner)).ShouldBe($"stored 600, duplicate {seen - 600}");
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
    }

    [Fact]
    public async Task Events_of_an_unknown_campaign_are_kept()
    {
        var unknown = Guid.CreateVersion7();

        await app.RecordAsync(Some.Event(campaign: unknown));

        var summary = await app.GetAsync($"/v1/summary?campaign={unknown}");
        summary["verified"]!["impressions"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_invalid_or_too_old_is_dropped_and_counted_and_lets_the_others_pass()
    {
        var partner = Some.Partner();
        var fine = Some.Event(partner: partner);

        await app.RecordAsync(
            fine,
            fine with { DecisionId = Guid.NewGuid() },
            fine with { DecisionId = Guid.CreateVersion7(), Type = "hover" },
            fine with { DecisionId = Guid.CreateVersion7(), Validity = "" },
            fine with { DecisionId = Guid.CreateVersion7(Some.Now.AddYears(1)) },
            // No token lives that long.
            fine with { DecisionId = Guid.CreateVersion7(Some.Now.AddDays(-3)) },
            Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-92)));

        (await app.OutcomesAsync(partner)).ShouldBe("too-old 1, stored 1, invalid 5");
    }

    [Fact]
    public async Task A_partner_that_is_no_id_is_dropped_under_no_name()
    {
        var before = await app.OutcomesAsync("");

        await app.RecordAsync(Some.Event(partner: "Robert'); drop table raw_events; --"));

        (await app.OutcomesAsync("")).ShouldNotBe(before);
    }

    [Fact]
    public async Task Coarse_fields_that_are_nonsense_become_unknown_and_the_event_is_kept()
    {
        var partner = Some.Partner();

        await app.RecordAsync(Some.Event(partner: partner) with { Locale = "fr\0", Region = new string('x', 65), Device = "\n", Country = null });

        (await app.OutcomesAsync(partner)).ShouldBe("stored 1");
        (await app.CountAsync($"select count(*) from raw_events where partner = '{partner}' and locale is null and region is null and device is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_time_of_receipt_in_the_future_is_reported_now()
    {
        var partner = Some.Partner();

        await app.RecordAsync(Some.Event(partner: partner) with { ReceivedAt = Some.Now.AddDays(3) });

        (await app.CountAsync($"select count(*) from raw_events where partner = '{partner}' and received_at <= now()")).ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_from_before_midnight_lies_in_its_own_day_and_is_reported_at_its_receipt()
    {
        var partner = Some.Partner();
        var yesterday = Some.Now.AddDays(-1);

        await app.RecordAsync(Some.Event(partner: partner, decidedAt: yesterday) with { ReceivedAt = Some.Now });

        (await app.ScalarAsync<DateOnly>($"select day from raw_events where partner = '{partner}'")).ShouldBe(DateOnly.FromDateTime(yesterday.UtcDateTime));
        (await app.ScalarAsync<DateOnly>($"select day from rollup_days where partner = '{partner}'")).ShouldBe(DateOnly.FromDateTime(Some.Now.UtcDateTime));
    }
}
