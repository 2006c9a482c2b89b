using System.Text.Json.Nodes;

namespace Analytics.Tests.Reports;

/// <summary>Rollups are written directly: events of other years cannot come any more.</summary>
[Collection(SharedApp.Name)]
public sealed class ComparisonTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();

    [Fact]
    public async Task The_previous_period_is_as_long_and_ends_the_day_before()
    {
        await CountAsync("2023-05-01", 10);
        await CountAsync("2023-05-07", 5);
        await CountAsync("2023-04-30", 4);
        await CountAsync("2023-04-24", 8);
        await CountAsync("2023-04-23", 1000);

        var report = await app.GetAsync($"/v1/comparison?campaign={_campaign}&from=2023-05-01&to=2023-05-07");

        $"{report["comparedFrom"]} {report["comparedTo"]}".ShouldBe("2023-04-24 2023-04-30");
        Figure(report, "impressions").ShouldBe("15 12 3 0.25");
        Figure(report, "clicks").ShouldBe("0 0 0 -");
    }

    [Fact]
    public async Task The_same_dates_of_another_year_leave_out_the_29_of_february_on_either_side()
    {
        foreach (var day in new[] { "2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01" })
            await CountAsync(day, day.EndsWith("29", StringComparison.Ordinal) ? 100 : 10);

        var leap = await app.GetAsync($"/v1/comparison?campaign={_campaign}&from=2024-02-28&to=2024-03-01&with=year");
        var common = await app.GetAsync($"/v1/comparison?campaign={_campaign}&from=2023-02-28&to=2023-03-01&with=year&year=2024");

        Figure(leap, "impressions").ShouldBe("20 20 0 0");
        leap["leftOut"]!.ToJsonString().ShouldBe("""["2024-02-29"]""");
        Figure(common, "impressions").ShouldBe("20 20 0 0");
        common["leftOut"]!.ToJsonString().ShouldBe("""["2024-02-29"]""");
        $"{common["comparedFrom"]} {common["comparedTo"]}".ShouldBe("2024-02-28 2024-03-01");
    }

    [Fact]
    public async Task A_year_of_days_across_new_year_is_compared_date_by_date()
    {
        await CountAsync("2022-12-31", 6);
        await CountAsync("2023-01-01", 6);
        await CountAsync("2020-12-31", 3);
        await CountAsync("2021-01-01", 5);

        var report = await app.GetAsync($"/v1/comparison?campaign={_campaign}&from=2022-12-31&to=2023-01-01&with=year&year=2020");

        Figure(report, "impressions").ShouldBe("12 8 4 0.5");
        report["leftOut"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_campaigns_are_compared_over_the_same_days()
    {
        var other = Guid.CreateVersion7();
        await CountAsync("2023-05-01", 4, "click");
        await CountAsync("2023-05-01", 16, "click", other);

        var report = await app.GetAsync($"/v1/comparison?campaign={_campaign}&otherCampaign={other}&from=2023-05-01&to=2023-05-01&with=campaign");

        Figure(report, "clicks").ShouldBe("4 16 -12 -0.75");
        report["comparedCampaign"]!.GetValue<Guid>().ShouldBe(other);
    }

    private Task CountAsync(string day, int count, string type = "impression", Guid? campaign = null) => app.ExecuteAsync(
        $"insert into rollup_days (day, campaign_id, banner_id, partner, event_type, validity, verified, count) values ('{day}', '{campaign ?? _campaign}', '{Guid.NewGuid()}', 'tiktok', '{type}', 'valid', true, {count})");

    private static string Figure(JsonNode report, string metric)
    {
        var figure = report["figures"]!.AsArray().Single(x => x!["metric"]!.GetValue<string>() == metric)!;
        return $"{figure["value"]} {figure["comparedValue"]} {figure["difference"]} {figure["relative"]?.ToString() ?? "-"}";
    }
}
