using System.Net;
using Analytics.Tests.Ingestion;
using Contracts.Banners;
using Npgsql;

namespace Analytics.Tests.Rebuilding;

/// <summary>A service of its own: a rebuild counts everybody again.</summary>
public sealed class RebuildTests(AnalyticsApp app) : IClassFixture<AnalyticsApp>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollups_that_went_wrong_equal_the_raw_events_again_while_events_go_on_coming()
    {
        var random = new Random(119);
        await app.RecordAsync(Draw(random, 900));
        await app.PublishAsync(Some.Webhook("tiktok", [.. Enumerable.Range(0, 60).Select(i => Some.PartnerEvent(count: i + 1, at: Some.Now.AddHours(-i)))]));
        (await Recount.DifferencesAsync(app)).ShouldBe(0);
        await BreakAsync();
        (await Recount.DifferencesAsync(app)).ShouldBeGreaterThan(100);

        var job = await app.StartJobAsync("/v1/rollups:rebuild", Days(-7, 0));
        var during = 0;
        Task<System.Text.Json.Nodes.JsonNode> ended = app.EndOfAsync(job);
        while (!ended.IsCompleted)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.RecordAsync(Draw(random, 40))).Append(app.PublishAsync(Some.Webhook("tiktok", Some.PartnerEvent(at: Some.Now.AddHours(-30))))));
            during++;
        }

        var done = await ended;
        during.ShouldBeGreaterThan(0);
        (await Recount.DifferencesAsync(app)).ShouldBe(0);
        $"{done["state"]} {done["doneDays"]} of {done["days"]}, {done["failure"]}".ShouldBe("done 8 of 8, ");
        done["changed"]!.GetValue<long>().ShouldBeGreaterThan(100);

        var again = await app.EndOfAsync(await app.StartJobAsync("/v1/rollups:rebuild", Days(-7, 0)));
        again["changed"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task A_day_being_counted_holds_its_own_events_and_no_others_and_a_second_rebuild_is_refused()
    {
        var (own, other) = (Some.Partner(), Some.Partner());
        var day = Some.Now.AddDays(-6);
        await using var writer = new NpgsqlConnection(app.Database);
        await writer.OpenAsync(Cancelled);
        await using (var transaction = await writer.BeginTransactionAsync(Cancelled))
        {
            // As the rebuild holds the day, for as long as this test wants.
            await using var held = new NpgsqlCommand($"select pg_advisory_xact_lock(119, {DateOnly.FromDateTime(day.UtcDateTime).DayNumber})", writer);
            await held.ExecuteNonQueryAsync(Cancelled);
            var job = await app.StartJobAsync("/v1/rollups:rebuild", Days(-6, -6));
            var waiting = app.RecordAsync(Some.Event(partner: own, decidedAt: day));
            await app.RecordAsync(Some.Event(partner: other, decidedAt: day.AddDays(1)));

            (await app.OutcomesAsync(other)).ShouldBe("stored 1");
            waiting.IsCompleted.ShouldBeFalse();
            (await app.TryPostAsync("/v1/rollups:rebuild", Days(-1, 0))).Status.ShouldBe(HttpStatusCode.Conflict);

            await transaction.CommitAsync(Cancelled);
            await waiting;
            (await app.EndOfAsync(job))["state"]!.GetValue<string>().ShouldBe("done");
        }

        (await app.OutcomesAsync(own)).ShouldBe("stored 1");
        (await Recount.DifferencesAsync(app, own)).ShouldBe(0);
    }

    [Fact]
    public async Task A_day_is_written_while_it_is_counted_and_nothing_of_it_is_lost_or_counted_twice()
    {
        var (partner, campaign) = (Some.Partner(), Guid.CreateVersion7());
        await app.RecordAsync([.. Enumerable.Range(0, 30).Select(_ => Some.Event(partner: partner, campaign: campaign)), Some.Event("click", partner, campaign)]);
        await app.ExecuteAsync(
            $"""
            update rollup_days set count = count + 7 where partner = '{partner}';
            delete from rollup_hours where partner = '{partner}' and event_type = 'impression';
            update rollup_minutes set event_type = 'tap' where partner = '{partner}' and event_type = 'click';
            """);
        await using var reader = new NpgsqlConnection(app.Database);
        await reader.OpenAsync(Cancelled);
        await using var transaction = await reader.BeginTransactionAsync(Cancelled);
        // The last table that is counted, and one that banner events do not touch.
        await using (var held = new NpgsqlCommand("lock table video_rollup_days in access exclusive mode", reader))
            await held.ExecuteNonQueryAsync(Cancelled);
        var job = await app.StartJobAsync("/v1/rollups:rebuild", Days(0, 0));
        await Testing.Eventually.IsTrueAsync(async () => await app.CountAsync("select count(*) from pg_locks where relation = 'video_rollup_days'::regclass and not granted") == 1, Cancelled);

        // Into cells that are too high, that are gone, that are wrongly there, and that are new.
        await app.RecordAsync(Some.Event(partner: partner, campaign: campaign), Some.Event("click", partner, campaign), Some.Event("tap", partner, campaign), Some.Event("viewable", partner, campaign));
        (await app.OutcomesAsync(partner)).ShouldBe("stored 35");
        await transaction.CommitAsync(Cancelled);

        var done = await app.EndOfAsync(job);
        done["state"]!.GetValue<string>().ShouldBe("done");
        done["changed"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(5);
        (await Recount.DifferencesAsync(app, partner)).ShouldBe(0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"from":"2026-01-02","to":"2026-01-01"}""")]
    [InlineData("""{"from":"2026-01-02","to":"9999-12-31"}""")]
    [InlineData("""{"from":"0001-01-01","to":"2026-01-01"}""")]
    [InlineData("""{"from":"yesterday","to":"2026-01-01"}""")]
    [InlineData("null")]
    public async Task A_range_that_cannot_be_is_refused(string body)
    {
        using var client = app.Admin();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/v1/rollups:rebuild", UriKind.Relative), content, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task An_unknown_job_is_not_found_and_the_newest_come_first()
    {
        (await app.TryGetAsync($"/v1/jobs/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var job = await app.StartJobAsync("/v1/partners/nobody-there:erase");
        (await app.GetAsync("/v1/jobs"))["jobs"]![0]!["id"]!.GetValue<Guid>().ToString().ShouldBe(job.ToString().Split('/')[^1]);
        await app.EndOfAsync(job);
    }

    internal static object Days(int from, int to) => new { from = $"{Some.Now.AddDays(from):yyyy-MM-dd}", to = $"{Some.Now.AddDays(to):yyyy-MM-dd}" };

    // On four days, some received after midnight or before their own decision, of many kinds.
    private static BannerEvent[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var decided = Some.Now.AddHours(-random.Next(0, 80));
        return Some.Event(new[] { "impression", "viewable", "click", "tap" }[random.Next(4)], random.Next(3) == 0 ? "snap" : "tiktok", Guid.Parse($"01900000-0000-7000-8000-00000000000{random.Next(3)}"), decided) with
        {
            ReceivedAt = decided.AddHours(random.Next(-20, 24)),
            Locale = random.Next(2) == 0 ? "fr" : null,
            Region = random.Next(3) == 0 ? null : "FR-IDF",
            Device = random.Next(5) == 0 ? "desktop" : "mobile",
            Validity = random.Next(7) == 0 ? "bot" : "valid",
            Verified = random.Next(4) != 0,
        };
    })];

    private Task BreakAsync() => app.ExecuteAsync("""
        update rollup_days set count = count + 7;
        delete from rollup_hours where event_type = 'click';
        update rollup_minutes set count = count * 2 where verified;
        delete from rollup_day_cells where dimension = 'region';
        insert into rollup_day_cells (day, dimension, value, campaign_id, partner, event_type, validity, verified, count) select distinct day, 'device', 'fridge', campaign_id, partner, event_type, validity, verified, 5 from rollup_days on conflict do nothing;
        update partner_rollup_days set events = 0, count = count + 1;
        """);
}
