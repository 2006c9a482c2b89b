using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Banners;

namespace Analytics.Tests.Export;

[Collection(SharedApp.Name)]
public sealed class ExportTests(AnalyticsApp app)
{
    private readonly Guid _campaign = Guid.CreateVersion7();
    private readonly Guid _banner = Guid.CreateVersion7();
    private readonly Guid _keyword = Guid.CreateVersion7();
    private readonly string _partner = Some.Partner();

    [Theory]
    [InlineData("csv", "'=HYPERLINK(\"x\"), \nfin", "'#119", "'@Enfance")]
    [InlineData("parquet", "=HYPERLINK(\"x\"), \nfin", "#119", "@Enfance")]
    public async Task Hours_days_and_keywords_carry_names_beside_ids(string format, string campaign, string keyword, string banner)
    {
        await PublishCampaignAsync();
        var shown = Event();
        await app.RecordAsync(shown, Event(), Event() with { Verified = false }, Event() with { Type = "click", Validity = "bot" });

        var hours = await MineAsync("hours", format);
        hours.Select(x => $"{x["hour"]} {x["campaign"]} {x["banner_id"]} {x["banner"]} {x["partner"]} {x["sandbox"]} {x["event_type"]} {x["validity"]} {x["verified"]} {x["count"]}").ShouldBe(
        [
            $"{shown.ReceivedAt:yyyy-MM-ddTHH}:00:00Z {campaign} {_banner} {banner} {_partner} false impression valid true 2",
            $"{shown.ReceivedAt:yyyy-MM-ddTHH}:00:00Z {campaign} {_banner} {banner} {_partner} false impression valid false 1",
            $"{shown.ReceivedAt:yyyy-MM-ddTHH}:00:00Z {campaign} {_banner} {banner} {_partner} false click bot true 1",
        ], ignoreOrder: true);
        var days = await MineAsync("days", format);
        days.Sum(x => long.Parse(x["count"], CultureInfo.InvariantCulture)).ShouldBe(4);
        days.ShouldAllBe(x => x["day"] == Some.Today && x["campaign_id"] == $"{_campaign}" && x["campaign"] == campaign && x["banner"] == banner);
        var keywords = await MineAsync("keywords", format);
        keywords.Sum(x => long.Parse(x["count"], CultureInfo.InvariantCulture)).ShouldBe(4);
        keywords.ShouldAllBe(x => x["keyword_id"] == $"{_keyword}" && x["keyword"] == keyword.TrimStart('\'') && x["campaign"] == campaign);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Raw_events_are_exported_as_stored(string format)
    {
        var shown = Event() with { Region = null, Device = null };
        await app.RecordAsync(shown);

        var row = (await MineAsync("events", format)).ShouldHaveSingleItem();

        row["decision_id"].ShouldBe($"{shown.DecisionId}");
        row["keyword_id"].ShouldBe($"{_keyword}");
        (row["day"], row["event_type"], row["partner"], row["locale"], row["country"], row["region"], row["device"], row["validity"], row["verified"])
            .ShouldBe((Some.Today, "impression", _partner, "fr-FR", "FR", "", "", "valid", "true"));
        DateTimeOffset.Parse(row["received_at"], CultureInfo.InvariantCulture).ShouldBe(shown.ReceivedAt, TimeSpan.FromMicroseconds(1));
        row.Keys.ShouldNotContain("campaign");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task Partner_events_calls_and_flights_are_exported(string format)
    {
        await app.PublishAsync(Some.Webhook(_partner, Some.PartnerEvent(count: 5), Some.PartnerEvent(count: 2)));
        (await MineAsync("partner-events", format)).Select(x => $"{x["day"]} {x["event_type"]} {x["campaign_id"]}{x["campaign"]} {x["events"]} {x["count"]} {x["sandbox"]}")
            .ShouldBe([$"{Some.Today} video.view  2 7 false"]);

        var helpline = $"39{_campaign.ToByteArray()[14]:000}{_campaign.ToByteArray()[15]:000}";
        using var client = app.Admin();
        using var sheet = new StringContent("date,hour,calls,urgent\n2020-04-13,,210,12\n2020-04-14,9,14,\n", System.Text.Encoding.UTF8, "text/csv");
        (await client.PostAsync(new Uri($"/v1/helpline-calls?helpline={helpline}&source=exemple", UriKind.Relative), sheet, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var calls = (await TableAsync($"dataset=helpline-calls&format={format}&from=2020-04-01&to=2020-04-30")).Rows.Where(x => x["helpline"] == helpline);
        calls.Select(x => $"{x["day"]} {x["hour"]} {x["calls"]} {x["urgent"]} {x["illustrative"]} {x["source"]}").ShouldBe(["2020-04-13  210 12 false exemple", "2020-04-14 9 14  false exemple"]);

        (await client.PostAsJsonAsync(new Uri("/v1/flights", UriKind.Relative), new { medium = "radio", name = "-10 % é", from = "2021-10-01", to = "2021-10-15", partner = _partner }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var flight = (await TableAsync($"dataset=flights&format={format}&from=2021-10-15&to=2021-11-30")).Rows.Single(x => x["partner"] == _partner);
        $"{flight["medium"]} {flight["name"]} {flight["from"]} {flight["to"]}".ShouldBe($"radio {(format == "csv" ? "'" : "")}-10 % é 2021-10-01 2021-10-15");
        (await TableAsync($"dataset=flights&format={format}&from=2021-10-16&to=2021-11-30")).Rows.ShouldNotContain(x => x["partner"] == _partner);
    }

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8; header=present")]
    [InlineData("parquet", "application/vnd.apache.parquet")]
    public async Task An_empty_period_is_a_file_with_columns_only_and_says_what_it_is(string format, string contentType)
    {
        using var response = await app.TryGetAsync($"/v1/export?dataset=days&from=2019-01-01&to=2020-02-04&format={format}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(contentType);
        response.Content.Headers.ContentDisposition!.ToString().ShouldStartWith($"attachment; filename=campaign-days-2019-01-01_2020-02-04.{format}");
        var table = await ExportedTable.ReadAsync(response, TestContext.Current.CancellationToken);
        table.Columns.ShouldBe(["day", "campaign_id", "campaign", "banner_id", "banner", "partner", "sandbox", "event_type", "validity", "verified", "count"]);
        table.Rows.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dataset=days&from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("dataset=days&from=2026-01-01&to=2027-02-05", "to")]
    [InlineData("dataset=days&from=0001-01-01&to=9999-12-31", "to")]
    [InlineData("dataset=people&from=2026-01-01&to=2026-01-01", "dataset")]
    [InlineData("dataset=days&from=2026-01-01&to=2026-01-01&format=xlsx", "format")]
    [InlineData("dataset=events&from=2020-01-01&to=2020-01-01", "from")]
    public async Task What_cannot_be_exported_is_refused_in_words(string query, string field)
    {
        using var response = await app.TryGetAsync($"/v1/export?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        problem["errors"]![field]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("dataset=days&from=9999-12-31&to=9999-12-31", HttpStatusCode.OK)]
    [InlineData("dataset=hours&from=9999-12-31&to=9999-12-31", HttpStatusCode.OK)]
    [InlineData("dataset=hours&from=0001-01-01&to=0001-01-01", HttpStatusCode.OK)]
    [InlineData("dataset=days&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("dataset=days&from=01/02/2026&to=x", HttpStatusCode.BadRequest)]
    public async Task Odd_periods_are_answered(string query, HttpStatusCode status)
    {
        using var response = await app.TryGetAsync($"/v1/export?{query}");
        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Needs_the_admin_key()
    {
        using var client = app.Anonymous();
        using var response = await client.GetAsync(new Uri("/v1/export?dataset=days&from=2026-01-01&to=2026-01-01", UriKind.Relative), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private BannerEvent Event() => Some.Event(partner: _partner, campaign: _campaign) with { BannerId = _banner, KeywordId = _keyword };

    private Task PublishCampaignAsync() => app.PublishAsync(Some.Campaign(_campaign, 1, "=HYPERLINK(\"x\"), \nfin") with
    {
        Banners = [new PublishedBanner { BannerId = _banner, Locale = "fr", Title = "@Enfance" }],
        Keywords = [new PublishedKeyword { KeywordId = _keyword, Text = "#119" }],
    });

    private async Task<List<Dictionary<string, string>>> MineAsync(string dataset, string format) =>
        [.. (await TableAsync($"dataset={dataset}&format={format}&from={Some.Today}&to={Some.Today}")).Rows.Where(x => x["partner"] == _partner)];

    private async Task<ExportedTable> TableAsync(string query)
    {
        using var response = await app.TryGetAsync($"/v1/export?{query}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await ExportedTable.ReadAsync(response, TestContext.Current.CancellationToken);
    }
}
