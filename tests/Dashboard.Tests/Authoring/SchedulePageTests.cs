using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class SchedulePageTests(DashboardApp app, Chromium chromium)
{
    private const string Address = $"{DraftAnswers.Page}/schedule";
    private const string SaveFlights = $"PUT {DraftAnswers.Path}/flights";
    private const string SaveAudience = $"PUT {DraftAnswers.Path}/audience";

    [Fact]
    public async Task Flights_are_written_by_the_clocks_of_their_zone_and_what_is_not_touched_stays_the_same_moment()
    {
        app.Banners.Reply(SaveFlights, () => DraftAnswers.Edited(5));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await Assertions.Expect(page.GetByLabel("Début (période 1)")).ToHaveValueAsync("2026-12-01T08:00");
        await page.GetByRole(AriaRole.Group, new() { Name = "Jours (période 1)" }).GetByLabel("dimanche").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une période" }).ClickAsync();
        await page.GetByLabel("Début (période 2)").FillAsync("2027-02-01T09:30");
        await page.GetByLabel("Fuseau horaire (période 2)").FillAsync("America/Martinique");
        await page.GetByLabel("Régions", new() { Exact = true }).FillAsync("FR-IDF");
        await page.KeepAsync("schedule", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les périodes" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 5");
        var saved = app.Banners.Sent.Last(sent => sent.Command == SaveFlights);
        saved.Query.ShouldBe("?revision=4");
        saved.ShouldSay("""
            {"flights":[{"timeZone":"Europe/Paris","start":"2026-12-01T07:00:00Z","end":"2027-01-04T23:00:00Z","days":["fri","sat","sun"],"from":"22:00","to":"06:00"},
              {"timeZone":"America/Martinique","start":"2027-02-01T09:30","end":null,"days":[],"from":null,"to":null}]}
            """);
        await Assertions.Expect(page.GetByLabel("Régions", new() { Exact = true })).ToHaveValueAsync("FR-IDF");
    }

    [Fact]
    public async Task Partners_and_regions_are_chosen_and_a_wrong_region_is_named()
    {
        app.Banners.Refuse(SaveAudience, 400, """{"status":400,"errors":{"Regions[1]":["A region is an ISO 3166-2 code such as FR-IDF."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.ClickAsync("text=English");
        await Assertions.Expect(page.GetByLabel("TikTok")).ToBeCheckedAsync();
        await page.GetByLabel("Twitter").CheckAsync();
        await page.GetByLabel("Regions", new() { Exact = true }).FillAsync("FR-BRE\nBretagne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save partners and regions" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-mistakes] a")).ToHaveTextAsync("Bretagne");
        await Assertions.Expect(page.Locator("#regions-wrong")).ToContainTextAsync("ISO 3166-2");
        app.Banners.Sent.Last(sent => sent.Command == SaveAudience).ShouldSay("""{"partners":["tiktok","twitter"],"regions":["FR-BRE","Bretagne"]}""");
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("schedule-mistake-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Who_is_no_author_reads_when_and_where()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", Address);

        await Assertions.Expect(page.Locator("li[data-flight]")).ToContainTextAsync("vendredi, samedi · 22:00–06:00 (Europe/Paris)");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("FR-BRE");
        await Assertions.Expect(page.Locator("[data-editor], main input")).ToHaveCountAsync(0);
        await page.KeepAsync("schedule-reading", fullPage: true);
    }
}
