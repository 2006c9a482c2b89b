using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Analytics.Tests.Uplift;

[Collection(SharedApp.Name)]
public sealed class UpliftModelTests(AnalyticsApp app)
{
    private static readonly DateOnly Start = new(1995, 5, 1);
    private readonly string _helpline = Random.Shared.NextInt64(10_000, 9_999_999_999).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_rise_is_found_with_its_interval_and_everything_to_check_it()
    {
        await ImportAsync(Enumerable.Range(-100, 114), i => i < 0 ? Usual(i) : 1.5 * Usual(i));

        var model = await ModelAsync();

        var cumulative = model["cumulative"]!;
        var days = model["days"]!.AsArray();
        days.Count.ShouldBe(14);
        cumulative["observed"]!.GetValue<long>().ShouldBe(days.Sum(x => x!["calls"]!.GetValue<long>()));
        Number(cumulative, "expected").ShouldBe(days.Sum(x => Number(x, "expected")), 1);
        Number(cumulative, "uplift").ShouldBe(Number(cumulative, "observed") - Number(cumulative, "expected"), 1e-6);
        Number(cumulative, "relative").ShouldBe(0.5, 0.05);
        Number(cumulative, "low").ShouldBeInRange(1, Number(cumulative, "uplift"));
        Number(cumulative, "high").ShouldBeGreaterThan(Number(cumulative, "uplift"));
        Number(cumulative, "relativeLow").ShouldBeLessThan(0.5);
        Number(cumulative, "relativeHigh").ShouldBeGreaterThan(0.5);
        days.ShouldAllBe(x => Number(x, "low") < Number(x, "expected") && Number(x, "expected") < Number(x, "high"));

        model["weeks"]!.GetValue<int>().ShouldBe(14);
        model["before"]!.AsArray().Count.ShouldBe(100);
        model["before"]!.AsArray().ShouldAllBe(x => Math.Abs(Number(x, "fitted") / Number(x, "calls") - 1) < 0.25);
        var parameters = model["parameters"]!;
        // 500 · 0.75^(2/7), the geometric mean over the weekdays.
        Number(parameters, "level").ShouldBe(460.5, 10);
        Number(parameters["trendPerWeek"], "low").ShouldBeLessThan(Number(parameters["trendPerWeek"], "value"));
        parameters["weekdays"]!.AsArray().Single(x => x!["weekday"]!.GetValue<string>() == "sunday")!["factor"]!.GetValue<double>().ShouldBeLessThan(0.85);
        Number(parameters, "rho").ShouldBeInRange(0, 1);
        model["placebo"]!["possible"]!.GetValue<int>().ShouldBe(3);
        model["method"]!["definition"]!.GetValue<string>().ShouldBe("services/Analytics/Uplift/README.md");
        model["verdict"]!["code"]!.GetValue<string>().ShouldBe("rise");
        model["verdict"]!["text"]!.GetValue<string>().ShouldContain("ne prouve pas");
        model["illustrative"]!.GetValue<bool>().ShouldBeTrue();
        model["sources"]![0]!.GetValue<string>().ShouldBe("exemple");
    }

    [Fact]
    public async Task Where_nothing_happened_nothing_is_told()
    {
        await ImportAsync(Enumerable.Range(-100, 114), i => Usual(i));

        var model = await ModelAsync();

        model["verdict"]!["code"]!.GetValue<string>().ShouldBe("none");
        model["verdict"]!["alarm"]!.GetValue<bool>().ShouldBeFalse();
        Number(model["cumulative"], "low").ShouldBeLessThan(0);
        Number(model["cumulative"], "high").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_fall_is_told_too_and_in_English_when_asked_for()
    {
        await ImportAsync(Enumerable.Range(-100, 114), i => i < 0 ? Usual(i) : 0.5 * Usual(i));
        using var client = app.Admin();
        client.DefaultRequestHeaders.Add("Accept-Language", "en");

        var model = (await client.GetFromJsonAsync<JsonNode>(new Uri(Address(), UriKind.Relative), TestContext.Current.CancellationToken))!;

        model["verdict"]!["code"]!.GetValue<string>().ShouldBe("fall");
        model["verdict"]!["text"]!.GetValue<string>().ShouldStartWith("Calls fell");
        model["placebo"]!["text"]!.GetValue<string>().ShouldStartWith("Pretended campaigns of 14 days before the real one: 3.");
    }

    [Fact]
    public async Task Fewer_than_eight_weeks_before_are_politely_refused_with_what_to_import()
    {
        await ImportAsync(Enumerable.Range(-40, 54), i => Usual(i));

        var problem = await RefusedAsync();

        problem["reason"]!.GetValue<string>().ShouldBe("tooShort");
        problem["weeks"]!.GetValue<int>().ShouldBe(5);
        problem["detail"]!.GetValue<string>().ShouldContain("Il en faut au moins 8");
        problem["detail"]!.GetValue<string>().ShouldContain("à partir du 6 mars 1995");
    }

    [Fact]
    public async Task Exactly_eight_weeks_are_answered_with_the_caution_that_no_placebo_was_possible()
    {
        await ImportAsync(Enumerable.Range(-56, 70), i => Usual(i));

        var model = await ModelAsync();

        model["placebo"]!["possible"]!.GetValue<int>().ShouldBe(0);
        model["verdict"]!["caution"]!.GetValue<string>().ShouldContain("campagne fictive");
    }

    [Theory]
    [InlineData("noCampaignDays", "none during")]
    [InlineData("tooManyMissingBefore", "every third before")]
    [InlineData("constant", "same")]
    [InlineData("constant", "same each week")]
    [InlineData("tooFewCalls", "few")]
    [InlineData("noCampaignDays", "zeros")]
    public async Task What_cannot_be_estimated_is_a_422_that_says_why(string reason, string series)
    {
        await ImportAsync(
            Enumerable.Range(-100, 114).Where(i => series switch { "none during" => i < 0, "every third before" => i >= 0 || i % 3 != 0, _ => true }),
            i => series switch { "same" => 100, "same each week" => 100 + (i + 700) % 7, "few" => Usual(i) / 100, "zeros" => 0, _ => Usual(i) });

        var problem = await RefusedAsync();

        problem["reason"]!.GetValue<string>().ShouldBe(reason);
        problem["detail"]!.GetValue<string>().ShouldNotContain("{");
        problem["detail"]!.GetValue<string>().Length.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_series_as_wild_as_an_import_allows_gets_no_infinity()
    {
        await ImportAsync(Enumerable.Range(-56, 70), i => i % 2 == 0 ? 10_000_000 : i % 3 == 0 ? 0 : 7);

        using var answer = await app.TryGetAsync(Address());

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeOneOf(200, 422);
        text.ShouldNotContain("NaN");
        text.ShouldNotContain("Infinity");
    }

    [Fact]
    public async Task A_day_with_only_some_hours_is_left_out_and_named()
    {
        await ImportAsync(Enumerable.Range(-100, 114).Where(i => i != 5), i => Usual(i));
        using var hours = await app.Admin().PostAsync(
            new Uri($"/v1/helpline-calls?helpline={_helpline}", UriKind.Relative),
            new StringContent("date,hour,calls\n1995-05-06,9,20\n1995-05-06,10,21\n", Encoding.UTF8, "text/csv"),
            TestContext.Current.CancellationToken);
        hours.StatusCode.ShouldBe(HttpStatusCode.OK);

        var model = await ModelAsync();

        var excluded = model["excluded"]!.AsArray().Single()!;
        excluded["day"]!.GetValue<string>().ShouldBe("1995-05-06");
        excluded["reason"]!.GetValue<string>().ShouldBe("someHours");
        excluded["text"]!.GetValue<string>().ShouldStartWith("Seules certaines heures");
        model["days"]!.AsArray().Count.ShouldBe(13);
        model["cumulative"]!["days"]!.GetValue<int>().ShouldBe(13);
    }

    [Fact]
    public async Task Other_events_of_the_period_stand_beside_it()
    {
        await ImportAsync(Enumerable.Range(-100, 114), i => Usual(i));
        foreach (var (name, from, to) in new[] { ("avant", "1995-04-01", "1995-04-10"), ("pendant", "1995-05-10", "1995-06-10"), ("les deux", "1995-04-20", "1995-05-02"), ("après", "1995-05-15", "1995-05-20"), ("bien avant", "1994-12-01", "1994-12-31") })
        {
            using var flight = await app.Admin().PostAsJsonAsync(new Uri("/v1/flights", UriKind.Relative), new { medium = "tv", name = $"{_helpline} {name}", from, to }, TestContext.Current.CancellationToken);
            flight.IsSuccessStatusCode.ShouldBeTrue();
        }

        var events = (await ModelAsync())["events"]!.AsArray().Where(x => x!["name"]!.GetValue<string>().StartsWith(_helpline, StringComparison.Ordinal));

        events.Select(x => $"{x!["name"]!.GetValue<string>()[(_helpline.Length + 1)..]}: {x["before"]} {x["during"]}").Order(StringComparer.Ordinal)
            .ShouldBe(["avant: true false", "les deux: true true", "pendant: false true"]);
    }

    [Theory]
    [InlineData("from=1995-05-01&to=1995-05-06")]
    [InlineData("from=1995-05-01&to=1995-06-26")]
    [InlineData("from=1995-05-01&to=1995-04-01")]
    [InlineData("from=1995-05-01&to=1995-05-14&before=7")]
    [InlineData("from=1995-05-01&to=1995-05-14&before=61")]
    [InlineData("from=1995-05-01&to=1995-05-14&before=NaN")]
    [InlineData("from=1995-05-01&to=1995-05-14&helpline=%00")]
    [InlineData("from=1995-05-01&to=1995-05-14&helpline=cent-dix-neuf")]
    [InlineData("from=1995-05-01")]
    public async Task A_callers_mistake_is_a_400(string query)
    {
        using var answer = await app.TryGetAsync($"/v1/uplift/model?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("0001-01-01", "0001-01-14")]
    [InlineData("9999-12-18", "9999-12-31")]
    public async Task The_ends_of_the_calendar_have_no_figures_and_no_500(string from, string to)
    {
        using var answer = await app.TryGetAsync($"/v1/uplift/model?helpline={_helpline}&from={from}&to={to}");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    // 500 calls, a weekly pattern, a little unrest.
    private static double Usual(int day) => 500 * ((day % 7 + 7) % 7 >= 5 ? 0.75 : 1) * (1 + 0.05 * Math.Sin(day * day * 12.9898));

    private static double Number(JsonNode? node, string name) => node![name]!.GetValue<double>();

    private string Address() => $"/v1/uplift/model?helpline={_helpline}&from={Start:yyyy-MM-dd}&to={Start.AddDays(13):yyyy-MM-dd}";

    private Task<JsonNode> ModelAsync() => app.GetAsync(Address());

    private async Task<JsonNode> RefusedAsync()
    {
        using var answer = await app.TryGetAsync(Address());
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private async Task ImportAsync(IEnumerable<int> days, Func<int, double> calls)
    {
        var csv = $"date,calls\n{string.Join('\n', days.Select(i => $"{Start.AddDays(i):yyyy-MM-dd},{(long)calls(i)}"))}\n";
        using var client = app.Admin();
        using var answer = await client.PostAsync(
            new Uri($"/v1/helpline-calls?helpline={_helpline}&source=exemple&illustrative=true", UriKind.Relative), new StringContent(csv, Encoding.UTF8, "text/csv"), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
