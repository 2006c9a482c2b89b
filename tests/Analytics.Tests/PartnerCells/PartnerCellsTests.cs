using System.Net;
using Analytics.Completing;
using Analytics.PartnerCells;
using Contracts.Banners;
using Microsoft.Extensions.DependencyInjection;

namespace Analytics.Tests.PartnerCells;

/// <summary>A service of its own: days are closed for everybody.</summary>
public sealed class PartnerCellsTests(QuietApp app) : IClassFixture<QuietApp>
{
    private static readonly Guid Banner = Guid.Parse("01900000-0000-7000-8000-000000000b01");
    private static readonly DateTimeOffset Past = new(Some.Now.UtcDateTime.Date.AddDays(-5).AddHours(12), TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_reads_its_verified_valid_figures_in_tens_and_rates_of_what_is_shown()
    {
        var partner = Some.Partner();
        var campaign = Guid.CreateVersion7();
        await app.RecordAsync([
            .. Many(129, "impression"), .. Many(9, "viewable"), .. Many(31, "click"),
            .. Many(40, "tap").Select(x => x with { Validity = "bot" }), .. Many(40, "viewable").Select(x => x with { Verified = false })]);
        await CloseAgainAsync();

        using var client = await app.PartnerAsync(partner);
        var answer = await client.GetStringAsync(Period(Past, Past), Cancelled);

        answer.ShouldBe($$"""
            {"partner":"{{partner}}","from":"{{Past:yyyy-MM-dd}}","to":"{{Past:yyyy-MM-dd}}","closedThrough":"{{Some.Now.AddDays(-3):yyyy-MM-dd}}","totals":{"click":30,"impression":120},"ctr":0.25,"cells":[{{Cell("click", "30")}},{{Cell("impression", "120")}},{{Cell("tap", "<10")}},{{Cell("viewable", "<10")}}],"next":null}
            """);

        BannerEvent[] Many(int count, string type) => [.. Enumerable.Range(0, count).Select(_ => Some.Event(type, partner, campaign, Past))];
        string Cell(string type, string count) => $$"""{"day":"{{Past:yyyy-MM-dd}}","campaign":"{{campaign}}","banner":"{{Banner}}","eventType":"{{type}}","count":"{{count}}"}""";
    }

    [Fact]
    public async Task A_closed_day_never_changes_whatever_is_counted_later()
    {
        var partner = Some.Partner();
        var campaign = Guid.CreateVersion7();
        await app.RecordAsync([.. Enumerable.Range(0, 19).Select(_ => Some.Event(partner: partner, campaign: campaign, decidedAt: Past))]);
        await CloseAgainAsync();
        using var client = await app.PartnerAsync(partner);
        var before = await client.GetStringAsync(Period(Past.AddDays(-1), Past), Cancelled);
        before.ShouldContain("\"count\":\"10\"");

        await app.RecordAsync([.. Enumerable.Range(0, 30).Select(i => Some.Event(i < 5 ? "impression" : "click", partner, campaign, Past))]);
        await app.EndOfAsync(await app.StartJobAsync("/v1/rollups:rebuild", new { from = $"{Past:yyyy-MM-dd}", to = $"{Past:yyyy-MM-dd}" }));
        await CloseAsync();

        (await client.GetStringAsync(Period(Past.AddDays(-1), Past), Cancelled)).ShouldBe(before);
        (await app.CountAsync($"select sum(count) from rollup_days where partner = '{partner}'")).ShouldBe(49);
    }

    [Fact]
    public async Task A_day_is_in_no_answer_before_it_is_closed()
    {
        var partner = Some.Partner();
        await app.RecordAsync([.. Enumerable.Range(0, 50).Select(_ => Some.Event(partner: partner)), .. Enumerable.Range(0, 50).Select(_ => Some.Event(partner: partner, decidedAt: Some.Now.AddDays(-2)))]);
        await CloseAgainAsync();

        using var client = await app.PartnerAsync(partner);
        (await client.GetStringAsync(Period(Some.Now.AddDays(-2), Some.Now), Cancelled)).ShouldContain("\"totals\":{},\"ctr\":null,\"cells\":[]");
    }

    [Fact]
    public async Task No_day_is_closed_while_its_events_may_still_be_on_their_way()
    {
        var partner = Some.Partner();
        var campaign = Guid.CreateVersion7();
        await app.RecordAsync([.. Enumerable.Range(0, 24).Select(i => Some.Event(partner: partner, campaign: campaign, decidedAt: Past.AddDays(i % 2)))]);
        await app.ExecuteAsync("delete from closed_days; delete from partner_cells");
        var completeness = new Completeness();
        var closer = ActivatorUtilities.CreateInstance<DayCloser>(app.Services, completeness);

        await closer.RunAsync(Cancelled);
        (await app.CountAsync("select count(*) from closed_days")).ShouldBe(0);

        completeness.Reached(new DateTimeOffset(Past.UtcDateTime.Date.AddDays(1), TimeSpan.Zero).AddSeconds(-1));
        await closer.RunAsync(Cancelled);
        (await app.CountAsync($"select count(*) from closed_days where day >= '{Past:yyyy-MM-dd}'")).ShouldBe(0);

        completeness.Reached(new DateTimeOffset(Past.UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
        await closer.RunAsync(Cancelled);
        (await app.CountAsync($"select count(*) from closed_days where day >= '{Past:yyyy-MM-dd}'")).ShouldBe(1);
        (await app.CountAsync($"select sum(shown) from partner_cells where partner = '{partner}'")).ShouldBe(10);
    }

    [Theory]
    [InlineData("from=2020-04-01&to=2020-04-30&partner=somebody-else", HttpStatusCode.Forbidden)]
    [InlineData("from=2020-04-01", HttpStatusCode.BadRequest)]
    [InlineData("to=2020-04-01", HttpStatusCode.BadRequest)]
    [InlineData("from=2020-04-02&to=2020-04-01", HttpStatusCode.BadRequest)]
    [InlineData("from=2020-01-01&to=2020-04-02", HttpStatusCode.BadRequest)]
    [InlineData("from=2020-04-01&to=2020-04-01&page=0", HttpStatusCode.BadRequest)]
    [InlineData("from=2020-04-01&to=2020-04-01&page=2000000000", HttpStatusCode.BadRequest)]
    [InlineData("from=yesterday&to=2020-04-01", HttpStatusCode.BadRequest)]
    [InlineData("from=0001-01-01&to=0001-01-02", HttpStatusCode.OK)]
    [InlineData("from=9999-12-01&to=9999-12-31", HttpStatusCode.OK)]
    public async Task What_a_partner_may_not_ask_is_refused(string query, HttpStatusCode expected)
    {
        using var client = await app.PartnerAsync(Some.Partner());
        using var answer = await client.GetAsync(new Uri($"/v1/partner-cells?{query}", UriKind.Relative), Cancelled);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Without_a_key_nobody_reads_and_the_admin_names_the_partner()
    {
        using var nobody = app.Anonymous();
        (await nobody.GetAsync(Period(Past, Past), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var admin = app.Admin();
        (await admin.GetAsync(Period(Past, Past), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetStringAsync(new Uri($"{Period(Past, Past)}&partner=tiktok", UriKind.Relative), Cancelled)).ShouldContain("\"partner\":\"tiktok\"");
        using var partner = await app.PartnerAsync(Some.Partner());
        foreach (var other in new[] { "/v1/summary", "/v1/timeseries", "/v1/ingestion", "/v1/live", "/v1/jobs" })
            (await partner.GetAsync(new Uri(other, UriKind.Relative), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, other);
    }

    private static Uri Period(DateTimeOffset from, DateTimeOffset to) => new($"/v1/partner-cells?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}", UriKind.Relative);

    private async Task CloseAgainAsync()
    {
        await app.ExecuteAsync("delete from closed_days; delete from partner_cells");
        await CloseAsync();
    }

    private Task CloseAsync() => app.CloseDaysAsync();
}
