using System.Net;
using System.Text.Json.Nodes;
using Analytics.Seed;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Database;

namespace Analytics.Tests.Uplift;

/// <summary>What was published in April and May 2020 comes out of the demo's data.</summary>
public sealed class DemoSeedTests(DemoApp app) : IClassFixture<DemoApp>
{
    [Theory]
    [InlineData("2020-03-18", "2020-05-10", 97_542, 62_467, 56.15)]
    [InlineData("2020-04-13", "2020-04-19", 14_531, 7_674, 89.35)]
    public async Task The_published_comparison_comes_out_of_the_report(string from, string to, long sum, long compared, double percent)
    {
        var uplift = await app.GetAsync($"/v1/uplift?helpline=119&from={from}&to={to}&compareYear=2019");

        uplift["sum"]!.GetValue<long>().ShouldBe(sum);
        uplift["comparedSum"]!.GetValue<long>().ShouldBe(compared);
        uplift["percent"]!.GetValue<double>().ShouldBe(percent);
        uplift["relative"]!.GetValue<double>().ShouldBe(percent / 100, 0.00005);
        uplift["illustrative"]!.GetValue<bool>().ShouldBeTrue();
        uplift["sources"]![0]!.GetValue<string>().ShouldStartWith("Série quotidienne illustrative");
    }

    [Fact]
    public async Task The_published_rises_of_the_first_weeks_are_met_within_half_a_point()
    {
        var before = await SumAsync("2020-02-12", "2020-03-02");
        var weeks = await SumAsync("2020-03-18", "2020-04-06");
        var (first, second, third) = (await SumAsync("2020-03-18", "2020-03-24"), await SumAsync("2020-03-25", "2020-03-31"), await SumAsync("2020-04-01", "2020-04-07"));

        Percent(weeks.Calls, before.Calls).ShouldBe(20, 0.5);
        Percent(weeks.Urgent, before.Urgent).ShouldBe(60, 0.5);
        Percent(second.Calls, first.Calls).ShouldBe(15, 0.5);
        Percent(third.Calls, first.Calls).ShouldBe(53, 0.5);
    }

    [Fact]
    public async Task Both_years_have_every_day_and_say_that_they_are_illustrative()
    {
        var series = await app.GetAsync("/v1/helpline-calls?helpline=119");

        series["illustrative"]!.GetValue<bool>().ShouldBeTrue();
        series["days"]!.AsArray().Count.ShouldBe(365 + 366);
        series["days"]!.AsArray().ShouldAllBe(x => x!["calls"]!.GetValue<long>() > 500);
    }

    [Fact]
    public async Task The_press_releases_flights_are_on_the_timeline_and_what_is_not_published_says_so()
    {
        var flights = (await app.GetAsync("/v1/flights?from=2020-04-01&to=2020-05-10"))["flights"]!.AsArray();

        flights.Select(x => $"{x!["medium"]} {x["partner"]}".Trim()).Order().ShouldBe(["radio", "social tiktok", "trend twitter", "trend twitter", "tv", "web"]);
        flights.Single(x => x!["medium"]!.GetValue<string>() == "social")!["from"]!.GetValue<string>().ShouldBe("2020-04-27");
        flights.ShouldAllBe(x => x!["illustrative"]!.GetValue<bool>() && x["note"]!.GetValue<string>().Contains("illustrative", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_are_english_when_asked_for()
    {
        using var client = app.Admin();
        client.DefaultRequestHeaders.Add("Accept-Language", "en-GB");

        var flights = await client.GetStringAsync(new Uri("/v1/flights", UriKind.Relative), TestContext.Current.CancellationToken);

        flights.ShouldContain("119 campaign on TV");
        flights.ShouldNotContain("Campagne");
    }

    [Fact]
    public async Task Seeding_again_changes_nothing()
    {
        await using var scope = app.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetServices<ISeed>().OfType<DemoSeed>().Single().SeedAsync(scope.ServiceProvider, TestContext.Current.CancellationToken);

        (await app.CountAsync("select count(*) from flights")).ShouldBe(6);
        (await app.CountAsync("select count(*) from helpline_calls")).ShouldBe(731);
        (await app.CountAsync("select count(*) from helpline_call_imports")).ShouldBe(1);
    }

    [Fact]
    public async Task A_comparison_with_days_that_have_no_figures_is_politely_refused()
    {
        using var answer = await app.TryGetAsync("/v1/uplift?from=2019-04-13&to=2019-04-19");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["detail"]!.GetValue<string>().ShouldContain("7 of the 14 days");
    }

    [Fact]
    public async Task The_29th_of_February_has_no_counterpart_and_is_left_out()
    {
        var uplift = await app.GetAsync("/v1/uplift?from=2020-02-28&to=2020-03-01&compareYear=2019");

        uplift["days"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task The_comparison_of_two_years_needs_no_weeks_before_and_the_model_does()
    {
        (await app.GetAsync("/v1/uplift?from=2019-01-21&to=2019-01-27&compareYear=2020"))["days"]!.GetValue<int>().ShouldBe(7);

        using var model = await app.TryGetAsync("/v1/uplift/model?from=2019-01-21&to=2019-01-27");
        model.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_model_of_spring_2020_tells_of_a_rise_with_the_press_releases_flights_beside_it()
    {
        var link = (await app.GetAsync("/v1/uplift?from=2020-03-18&to=2020-05-10"))["model"]!.GetValue<string>();

        var model = await app.GetAsync(link);

        model["verdict"]!["code"]!.GetValue<string>().ShouldBe("rise");
        model["illustrative"]!.GetValue<bool>().ShouldBeTrue();
        model["cumulative"]!["observed"]!.GetValue<long>().ShouldBe(97_542);
        model["cumulative"]!["relativeLow"]!.GetValue<double>().ShouldBeGreaterThan(0.1);
        model["events"]!.AsArray().Count.ShouldBe(6);
        model["weeks"]!.GetValue<int>().ShouldBe(26);
    }

    [Theory]
    [InlineData("/v1/uplift?from=2020-03-18&to=2020-05-10")]
    [InlineData("/v1/uplift/model?from=2020-03-18&to=2020-05-10")]
    public async Task Both_say_when_they_are_final_and_where_each_figure_is_defined(string path)
    {
        var report = await app.GetAsync(path);

        report["state"]!.GetValue<string>().ShouldBe("final");
        report["completeUntil"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2020, 5, 11, 0, 0, 0, TimeSpan.Zero));
        var links = report["definitions"]!.AsObject();
        links.Count.ShouldBeGreaterThan(5);
        foreach (var link in links.Select(x => x.Value!.GetValue<string>()).Distinct(StringComparer.Ordinal))
            (await app.GetAsync(link))["definition"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private async Task<(double Calls, double Urgent)> SumAsync(string from, string to)
    {
        var days = (await app.GetAsync($"/v1/helpline-calls?from={from}&to={to}"))["days"]!.AsArray();
        return (days.Sum(x => x!["calls"]!.GetValue<double>()), days.Sum(x => x!["urgent"]!.GetValue<double>()));
    }

    private static double Percent(double now, double then) => 100 * (now - then) / then;
}
