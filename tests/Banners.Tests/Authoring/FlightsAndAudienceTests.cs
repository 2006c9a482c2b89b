using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Banners.Tests.Authoring;

[Collection<BannersCollection>]
public sealed class FlightsAndAudienceTests(BannersApp app)
{
    [Fact]
    public async Task A_campaign_before_its_flight_or_elsewhere_is_passed_over_and_an_admin_is_told_why()
    {
        var (later, regional, always) = (await app.DraftAsync("quand et ou"), await app.DraftAsync("quand et ou"), await app.DraftAsync("quand et ou"));
        await PutAsync(later, "flights", new { flights = new[] { new { timeZone = "Europe/Paris", start = "2099-01-01T08:00" } } });
        await PutAsync(later, "matching", new { priority = 5 });
        await PutAsync(regional, "audience", new { regions = new[] { "FR-BRE" } });
        await PutAsync(regional, "matching", new { priority = 3 });
        foreach (var campaign in new[] { later, regional, always })
            await app.PublishAsync(campaign);
        await Eventually.IsTrueAsync(async () => await ShownAsync("BRE") == regional && await ShownAsync(null) == always);

        using var response = await app.Admin().PostAsJsonAsync("/v1/decisions", new { query = "quand et ou", partner = "tiktok", country = "FR", region = "FR-IDF", explain = true });

        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        answer["campaignId"]!.GetValue<Guid>().ShouldBe(always);
        answer["reason"]!["passedOver"]!.AsArray().Select(x => (x!["campaignId"]!.GetValue<Guid>(), (string)x["why"]!)).ShouldBe([(later, "flight"), (regional, "region")], ignoreOrder: true);

        await PutAsync(later, "flights", new { flights = new[] { new { timeZone = "Europe/Paris", start = "2020-01-01T08:00", end = "2099-01-01T00:00:00+01:00" } } });
        await app.PublishAsync(later);
        await Eventually.IsTrueAsync(async () => await ShownAsync(null) == later);
    }

    [Fact]
    public async Task Times_without_an_offset_are_of_the_flights_zone()
    {
        var campaign = await app.DraftAsync("fuseau");

        var flights = (await PutAsync(campaign, "flights", new
        {
            flights = new object[]
            {
                new { timeZone = "Europe/Paris", start = "2026-12-01T08:00", end = "2026-12-24T18:00:30" },
                new { timeZone = "America/Martinique", start = "2026-12-01T08:00", end = "2026-12-24T18:00Z", days = new[] { "sat" }, from = "20:00", to = "02:00" },
            },
        }))["flights"]!.AsArray();

        flights[0]!["start"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero));
        flights[0]!["end"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 24, 17, 0, 30, TimeSpan.Zero));
        flights[1]!["start"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
        flights[1]!["end"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 12, 24, 18, 0, 0, TimeSpan.Zero));
        ((string)flights[1]!["from"]!, (string)flights[1]!["to"]!, (string)flights[1]!["days"]![0]!).ShouldBe(("20:00", "02:00", "sat"));
        (await PutAsync(campaign, "flights", new { flights = Array.Empty<object>() }))["flights"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris"}]}""", "Flights[0].Start")]
    [InlineData("flights", """{"flights":[{"start":"2026-12-01T08:00"}]}""", "Flights[0].TimeZone")]
    [InlineData("flights", """{"flights":[{"timeZone":"Paris","start":"2026-12-01T08:00"}]}""", "Flights[0].TimeZone")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","start":"2026-02-30T08:00"}]}""", "Flights[0].Start")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","start":"0001-01-01T08:00"}]}""", "Flights[0].Start")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","end":"9999-12-31T23:59:59-14:00"}]}""", "Flights[0].End")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","start":"2026-12-02T08:00","end":"2026-12-02T08:00"}]}""", "Flights[0].End")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","days":["funday"]}]}""", "Flights[0].Days")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","from":"25:00"}]}""", "Flights[0].From")]
    [InlineData("flights", """{}""", "Flights")]
    [InlineData("flights", """{"flights":[null]}""", "")]
    [InlineData("flights", """{"flights":[{"timeZone":"Europe/Paris","days":[null]}]}""", "")]
    [InlineData("audience", """{"regions":["Bretagne"]}""", "Regions[0]")]
    [InlineData("audience", """{"regions":["FR-BRE","fr-idf"]}""", "Regions[1]")]
    [InlineData("audience", """{"partners":["Tik Tok"]}""", "Partners[0]")]
    [InlineData("audience", """{"partners":[null]}""", "")]
    public async Task A_mistake_is_named(string what, string body, string field)
    {
        using var response = await app.Admin().PutAsync($"/v1/campaigns/{BannersApp.CampaignId}/{what}", new StringContent(body, null, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        if (field.Length > 0)
            (await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field], Case.Insensitive);
    }

    [Fact]
    public async Task Both_are_in_the_audit_trail()
    {
        var campaign = await app.DraftAsync("qui a change");
        await PutAsync(campaign, "flights", new { flights = new[] { new { timeZone = "Europe/Paris", days = new[] { "sat" } } } });
        await PutAsync(campaign, "audience", new { regions = new[] { "FR-BRE" } });

        var items = (await app.Admin().GetFromJsonAsync<JsonObject>($"/v1/campaigns/{campaign}/audit"))!["items"]!.AsArray();

        items.Take(2).Select(x => (string)x!["action"]!).ShouldBe(["audience", "flights"]);
        items[0]!["after"]!.ToJsonString().ShouldContain("FR-BRE");
        items[1]!["after"]!.ToJsonString().ShouldContain("sat");
    }

    [Theory]
    [InlineData("flights", """{"flights":[]}""")]
    [InlineData("audience", "{}")]
    public async Task A_campaign_that_nobody_knows_is_a_404_and_only_an_admin_asks(string what, string body)
    {
        var unknown = $"/v1/campaigns/01900000-0000-7000-8000-00000000ffff/{what}";
        (await app.Admin().PutAsync(unknown, new StringContent(body, null, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.WithKey(BannersApp.PartnerKey).PutAsync(unknown, new StringContent(body, null, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<JsonObject> PutAsync(Guid campaign, string what, object body)
    {
        using var response = await app.Admin().PutAsJsonAsync($"/v1/campaigns/{campaign}/{what}", body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<Guid?> ShownAsync(string? region)
    {
        using var response = await app.Anonymous().PostAsJsonAsync("/v1/decisions", new { query = "quand et ou", partner = "tiktok", country = "FR", region });
        response.EnsureSuccessStatusCode();
        return response.StatusCode is HttpStatusCode.NoContent ? null : (await response.Content.ReadFromJsonAsync<BannersApp.Decision>())!.CampaignId;
    }
}
