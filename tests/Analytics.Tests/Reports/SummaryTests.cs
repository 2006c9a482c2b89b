using System.Net;

namespace Analytics.Tests.Reports;

[Collection(SharedApp.Name)]
public sealed class SummaryTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();

    [Fact]
    public async Task Verified_public_and_invalid_events_and_those_of_devices_stand_apart()
    {
        var shown = Some.Event(campaign: _campaign);
        await app.RecordAsync(
            shown, shown with { Type = "viewable" }, shown with { Type = "click" }, Some.Event(campaign: _campaign), Some.Event("tap", campaign: _campaign),
            Some.Event(campaign: _campaign) with { Verified = false },
            Some.Event(campaign: _campaign) with { Validity = "bundle", Verified = false },
            Some.Event("click", campaign: _campaign) with { Validity = "bot" },
            Some.Event("click", campaign: _campaign) with { Validity = "prefetch", Verified = false });

        var summary = await app.GetAsync($"/v1/summary?campaign={_campaign}");

        summary["verified"]!.ToJsonString().ShouldBe("""{"impressions":2,"viewable":1,"clicks":1,"taps":1,"ctr":0.5}""");
        summary["public"]!.ToJsonString().ShouldBe("""{"impressions":1,"viewable":0,"clicks":0,"taps":0,"ctr":0}""");
        summary["bundle"]!.ToJsonString().ShouldBe("""{"impressions":1,"viewable":0,"clicks":0,"taps":0,"ctr":0}""");
        summary["invalid"]!.ToJsonString().ShouldBe("""{"impressions":0,"viewable":0,"clicks":2,"taps":0,"ctr":null}""");
        summary["sandbox"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_sandbox_partner_never_reaches_real_numbers_and_is_shown_apart()
    {
        var sandbox = Some.Partner();
        await app.RecordAsync(Some.Event(campaign: _campaign), Some.Event(campaign: _campaign, partner: sandbox));

        await app.RegisterPartnerAsync(sandbox, sandbox: true);

        (await app.GetAsync($"/v1/summary?campaign={_campaign}"))["verified"]!["impressions"]!.GetValue<long>().ShouldBe(1);
        var apart = await app.GetAsync($"/v1/summary?campaign={_campaign}&partner={sandbox}");
        apart["verified"]!["impressions"]!.GetValue<long>().ShouldBe(1);
        apart["sandbox"]!.GetValue<bool>().ShouldBeTrue();
        var points = (await app.GetAsync($"/v1/timeseries?campaign={_campaign}&grain=day"))["points"]!.AsArray();
        points.Sum(x => x!["value"]!.GetValue<long>()).ShouldBe(1);
    }

    [Fact]
    public async Task Days_of_the_period_are_inclusive()
    {
        await app.RecordAsync(Some.Event(campaign: _campaign, decidedAt: Some.Now.AddDays(-1)), Some.Event(campaign: _campaign));
        var yesterday = Some.Now.AddDays(-1).ToString("yyyy-MM-dd");

        (await ImpressionsAsync($"from={yesterday}&to={Some.Today}")).ShouldBe(2);
        (await ImpressionsAsync($"to={yesterday}")).ShouldBe(1);
        (await ImpressionsAsync($"from={Some.Today}")).ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/summary?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/summary?from=yesterday")]
    [InlineData("/v1/summary?campaign=119")]
    [InlineData("/v1/timeseries?metric=love")]
    [InlineData("/v1/timeseries?grain=century")]
    [InlineData("/v1/timeseries?from=04/05/2020")]
    [InlineData("/v1/timeseries?grain=minute&from=2020-01-01&to=2020-12-31")]
    [InlineData("/v1/timeseries?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/timeseries?metric=impressions,love")]
    [InlineData("/v1/timeseries?metric=")]
    [InlineData("/v1/timeseries?validity=maybe")]
    [InlineData("/v1/timeseries?access=secret")]
    [InlineData("/v1/timeseries?zone=Mars/Olympus")]
    [InlineData("/v1/timeseries?zone=../../etc/passwd")]
    [InlineData("/v1/timeseries?zone=%00")]
    [InlineData("/v1/timeseries?grain=day&from=0001-01-01&to=0001-01-02")]
    [InlineData("/v1/timeseries?grain=day&to=9999-12-31")]
    [InlineData("/v1/timeseries?zone=Europe/Paris&from=0001-01-01T00:00:00Z")]
    [InlineData("/v1/timeseries?partner=%00")]
    [InlineData("/v1/summary?partner=Not%20One")]
    [InlineData("/v1/breakdown?by=age")]
    [InlineData("/v1/breakdown?metric=love")]
    [InlineData("/v1/breakdown?top=0")]
    [InlineData("/v1/breakdown?top=101")]
    [InlineData("/v1/breakdown?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/breakdown?partner=%00")]
    [InlineData("/v1/funnel?by=banner")]
    [InlineData("/v1/funnel?campaign=119")]
    [InlineData("/v1/funnel?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/comparison")]
    [InlineData("/v1/comparison?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/comparison?from=0001-01-01&to=0001-01-02")]
    [InlineData("/v1/comparison?from=9999-12-30&to=9999-12-31")]
    [InlineData("/v1/comparison?from=2020-01-01&to=2021-01-01")]
    [InlineData("/v1/comparison?from=2020-05-01&to=2020-05-02&with=love")]
    [InlineData("/v1/comparison?from=2020-05-01&to=2020-05-02&with=year&year=2020")]
    [InlineData("/v1/comparison?from=2020-05-01&to=2020-05-02&with=year&year=99999")]
    [InlineData("/v1/comparison?from=2020-02-29&to=2020-02-29&with=year&year=2019")]
    [InlineData("/v1/comparison?from=2020-05-01&to=2020-05-02&with=campaign")]
    [InlineData("/v1/videos?top=0")]
    [InlineData("/v1/videos?creator=keen-v")]
    [InlineData("/v1/videos?partner=%00")]
    [InlineData("/v1/videos?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/partner-quality?partner=%00")]
    [InlineData("/v1/partner-quality?from=2020-01-01&to=2020-12-31")]
    [InlineData("/v1/partner-quality?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/partner-quality?from=0001-01-01")]
    [InlineData("/v1/uplift?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/uplift")]
    [InlineData("/v1/uplift?from=2020-05-02&to=2020-05-03&compareYear=2020")]
    [InlineData("/v1/helpline-calls?from=2020-05-02&to=2020-05-01")]
    [InlineData("/v1/flights?from=2020-05-02&to=2020-05-01")]
    public async Task A_bad_query_is_refused_as_a_problem(string path)
    {
        using var answer = await app.TryGetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/v1/summary")]
    [InlineData("/v1/timeseries")]
    [InlineData("/v1/ingestion")]
    [InlineData("/v1/live")]
    [InlineData("/v1/helpline-calls")]
    [InlineData("/v1/flights")]
    [InlineData("/v1/uplift?from=2020-04-13&to=2020-04-19")]
    public async Task Reports_need_the_admin_key(string path)
    {
        using var nobody = app.Anonymous();
        using var stranger = app.WithKey("not a key");

        using var answer = await nobody.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var refused = await stranger.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<long> ImpressionsAsync(string period) =>
        (await app.GetAsync($"/v1/summary?campaign={_campaign}&{period}"))["verified"]!["impressions"]!.GetValue<long>();
}
