namespace Analytics.Tests.Ingestion;

[Collection(SharedApp.Name)]
public sealed class PartnerEventsTests(AnalyticsApp app)
{
    [Fact]
    public async Task What_a_partner_reports_is_counted_by_what_it_stands_for()
    {
        var partner = Some.Partner();

        await app.PublishAsync(Some.Webhook(partner, Some.PartnerEvent("video.view", count: 250), Some.PartnerEvent("video.view", count: 50), Some.PartnerEvent("trend.observed")));

        var events = (await app.GetAsync($"/v1/summary?partner={partner}"))["partnerEvents"]!;
        events["total"]!.GetValue<long>().ShouldBe(301);
        events["received"]!.GetValue<long>().ShouldBe(3);
        events["byType"]!.ToJsonString().ShouldBe("""{"trend.observed":1,"video.view":300}""");
    }

    [Fact]
    public async Task The_same_message_twice_counts_once()
    {
        var partner = Some.Partner();
        var webhook = Some.Webhook(partner, Some.PartnerEvent(), Some.PartnerEvent());
        var id = Guid.CreateVersion7();

        await app.PublishAsync(webhook, id);
        await app.PublishAsync(webhook, id);

        (await app.OutcomesAsync(partner)).ShouldBe("stored 2, duplicate 2");
    }

    [Fact]
    public async Task An_event_in_two_webhooks_is_claimed_once_also_with_another_time_and_side_by_side()
    {
        var partner = Some.Partner();
        var said = Some.PartnerEvent(id: "e-1");

        await Task.WhenAll(
            app.PublishAsync(Some.Webhook(partner, said, Some.PartnerEvent())),
            app.PublishAsync(Some.Webhook(partner, Some.PartnerEvent(), said with { OccurredAt = Some.Now.AddDays(-2) })));

        (await app.OutcomesAsync(partner)).ShouldBe("stored 3, duplicate 1");
        (await app.CountAsync($"select count(*) from raw_partner_events where partner = '{partner}' and event_id = 'e-1'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_event_id_of_another_source_or_partner_is_another_event()
    {
        var (one, other) = (Some.Partner(), Some.Partner());
        var said = Some.PartnerEvent(id: "e-1");

        await app.PublishAsync(Some.Webhook(one, said, said with { Source = "/elsewhere" }));
        await app.PublishAsync(Some.Webhook(other, said));

        (await app.OutcomesAsync(one)).ShouldBe("stored 2");
        (await app.OutcomesAsync(other)).ShouldBe("stored 1");
    }

    [Fact]
    public async Task What_is_invalid_or_too_old_is_dropped_and_counted()
    {
        var partner = Some.Partner();

        await app.PublishAsync(Some.Webhook(
            partner, Some.PartnerEvent(), Some.PartnerEvent(count: 0), Some.PartnerEvent(id: "a\0b"), Some.PartnerEvent("No Type"), Some.PartnerEvent(at: Some.Now.AddDays(-92))));

        (await app.OutcomesAsync(partner)).ShouldBe("too-old 1, stored 1, invalid 3");
    }

    [Fact]
    public async Task A_time_in_the_future_is_reported_today()
    {
        var partner = Some.Partner();

        await app.PublishAsync(Some.Webhook(partner, Some.PartnerEvent(at: Some.Now.AddDays(40))));

        (await app.ScalarAsync<DateOnly>($"select day from partner_rollup_days where partner = '{partner}'")).ShouldBe(DateOnly.FromDateTime(Some.Now.UtcDateTime));
    }

    [Fact]
    public async Task A_sandbox_partners_webhook_stays_apart_even_before_the_partner_is_known()
    {
        var partner = Some.Partner();
        var before = (await app.GetAsync("/v1/summary"))["partnerEvents"]!["total"]!.GetValue<long>();

        await app.PublishAsync(Some.Webhook(partner, Some.PartnerEvent(count: 1000)) with { Sandbox = true });

        (await app.GetAsync("/v1/summary"))["partnerEvents"]!["total"]!.GetValue<long>().ShouldBe(before);
        (await app.GetAsync($"/v1/summary?partner={partner}"))["partnerEvents"]!["total"]!.GetValue<long>().ShouldBe(1000);
    }
}
