using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Contracts.Banners;
using Npgsql;
using Testing;

namespace Analytics.Tests.Completing;

/// <summary>An Analytics whose neighbours say what the test wants, that looks often and allows events no time on their way.</summary>
public sealed class CompletingApp(TestServers servers) : AnalyticsApp(servers)
{
    public Neighbours Neighbours { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync(AdminKey);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Neighbours.DisposeAsync();
    }

    protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
        [.. Neighbours.Settings, new("Analytics:SettleSeconds", "0"), new("Analytics:LookMilliseconds", "50"), new("Analytics:DeliveryMilliseconds", "300")];
}

public sealed class CompletenessTests(CompletingApp app) : IClassFixture<CompletingApp>
{
    [Fact]
    public async Task Where_nothing_waits_reports_are_complete_until_just_now_and_go_on_being_so()
    {
        var first = Until(await SummaryAsync(x => Until(x) is not null && Reason(x) == "known"))!.Value;
        first.ShouldBe(Some.Now, TimeSpan.FromSeconds(10));

        await SummaryAsync(x => Until(x) > first);
    }

    [Theory]
    [InlineData("banners")]
    [InlineData("content")]
    [InlineData("partners")]
    public async Task What_waits_in_an_outbox_is_not_passed_until_it_has_left(string service)
    {
        await SummaryAsync(x => Until(x) is not null);
        var oldest = Some.Now;
        app.Neighbours.Waiting[service] = oldest;

        var held = await SummaryAsync(x => Reason(x) == $"waiting:{service}" && Until(x) == oldest);
        Until(held).ShouldBe(oldest);

        app.Neighbours.Waiting.Clear();
        await SummaryAsync(x => Reason(x) == "known" && Until(x) > oldest);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_holds_the_moment_and_is_named()
    {
        await SummaryAsync(x => Until(x) is not null);
        app.Neighbours.Silent["partners"] = true;
        await SummaryAsync(x => Reason(x) == "no-answer:partners");
        var silent = Some.Now;

        var later = await SummaryAsync(x => x["asOf"]!.GetValue<DateTimeOffset>() > silent.AddSeconds(2.5));
        Reason(later).ShouldBe("no-answer:partners");
        Until(later)!.Value.ShouldBeLessThan(silent);

        app.Neighbours.Silent.Clear();
        await SummaryAsync(x => Reason(x) == "known" && Until(x) > silent);
    }

    [Theory]
    [InlineData(1, "storing")]
    [InlineData(60, "queue:analytics.banner-events")]
    public async Task What_is_taken_or_waits_in_a_queue_is_not_passed_until_it_is_stored(int messages, string reason)
    {
        var campaign = Guid.CreateVersion7();
        await SummaryAsync(x => Until(x) is not null && Reason(x) == "known");
        DateTimeOffset sent;
        await using (var connection = new NpgsqlConnection(app.Database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("lock table ingestion_outcomes in exclusive mode", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            sent = Some.Now;
            for (var i = 0; i < messages; i++)
                await app.SendAsync(new BannerEventsRecorded { Events = [Some.Event(campaign: campaign)] }, Guid.CreateVersion7());

            var held = await SummaryAsync(x => Reason(x) == reason, $"?campaign={campaign}");
            Until(held)!.Value.ShouldBeLessThanOrEqualTo(sent);
            Impressions(held).ShouldBe(0);
        }

        var complete = await SummaryAsync(x => Reason(x) == "known" && Until(x) > sent, $"?campaign={campaign}");
        Impressions(complete).ShouldBe(messages);
    }

    [Fact]
    public async Task A_moment_that_moves_on_is_no_news_for_the_live_stream()
    {
        using var client = app.Admin();
        await using var stream = await client.GetStreamAsync(new Uri("/v1/live", UriKind.Relative), TestContext.Current.CancellationToken);
        await using var events = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        // The stream's own look may repeat the state once; after a change it has seen the newest.
        await app.RecordAsync(Some.Event());
        var before = await NextAsync();
        while (Impressions(before) < Impressions(await app.GetAsync("/v1/summary")))
            before = await NextAsync();
        await app.RecordAsync(Some.Event());
        var seen = Impressions(before) + 1;
        while (Impressions(before) < seen)
            before = await NextAsync();
        // Long enough for several looks of the stream; the moment moves on with each.
        await SummaryAsync(x => Until(x) > before["asOf"]!.GetValue<DateTimeOffset>().AddSeconds(2.5));

        await app.RecordAsync(Some.Event());

        Impressions(await NextAsync()).ShouldBe(seen + 1);

        async Task<JsonNode> NextAsync()
        {
            do
                (await events.MoveNextAsync()).ShouldBeTrue();
            while (events.Current.EventType != "summary");
            return JsonNode.Parse(events.Current.Data)!;
        }
    }

    [Fact]
    public async Task A_period_is_final_a_day_after_its_end_and_not_before()
    {
        await SummaryAsync(x => Until(x) is not null);

        (await StateAsync($"from=2020-04-27&to={Some.Now.AddDays(-3):yyyy-MM-dd}")).ShouldBe("final");
        (await StateAsync($"from=2020-04-27&to={Some.Now.AddDays(-1):yyyy-MM-dd}")).ShouldBe("provisional");
        (await StateAsync("from=2020-04-27")).ShouldBe("provisional");
        var old = await app.GetAsync($"/v1/summary?to={Some.Now.AddDays(-3):yyyy-MM-dd}");
        old["partnerEvents"]!["state"]!.GetValue<string>().ShouldBe("provisional");
        (await app.GetAsync("/v1/summary?to=2020-05-04"))["partnerEvents"]!["state"]!.GetValue<string>().ShouldBe("final");
    }

    [Fact]
    public async Task Every_service_says_what_waits_in_its_outbox_to_admins_only()
    {
        (await app.GetAsync("/v1/waiting"))["oldestWaitingAt"].ShouldBeNull();
        await app.ExecuteAsync(
            "insert into outbox_messages (id, message_type, body, created_at, due_at, attempts) values ('01900000-0000-7000-8000-000000000001', 'None', '{}', '2026-01-02T03:04:05Z', now() + interval '1 hour', 1)");

        (await app.GetAsync("/v1/waiting"))["oldestWaitingAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        await app.ExecuteAsync("delete from outbox_messages");
        using var nobody = app.Anonymous();
        using var refused = await nobody.GetAsync(new Uri("/v1/waiting", UriKind.Relative), TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> StateAsync(string period) => (await app.GetAsync($"/v1/summary?{period}"))["state"]!.GetValue<string>();

    private Task<JsonNode> SummaryAsync(Func<JsonNode, bool> satisfies, string query = "") =>
        Eventually.GetAsync(() => app.GetAsync($"/v1/summary{query}"), satisfies, TestContext.Current.CancellationToken);

    private static DateTimeOffset? Until(JsonNode report) => report["completeUntil"]?.GetValue<DateTimeOffset>();

    private static long Impressions(JsonNode summary) => summary["verified"]!["impressions"]!.GetValue<long>();

    private static string Reason(JsonNode report) => report["completeness"]!.GetValue<string>();
}
