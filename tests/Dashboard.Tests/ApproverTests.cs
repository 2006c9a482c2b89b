using System.Net;
using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests;

[Collection(OneDashboard.Name)]
public sealed class ApproverTests(DashboardApp app, Chromium chromium)
{
    [Fact]
    public async Task Author_is_shown_no_button_to_decide()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/videos");
        await Assertions.Expect(page.Locator("[data-video]").First).ToContainTextAsync("Réservé aux approbateurs");
        (await page.Locator("[data-video] button").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Approver_approves_a_video()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/videos");
        await page.Locator("[data-video] button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("approuvée");
        app.Content.Commands.ShouldContain($"/v1/videos/{DemoAnswers.VideoId}:approve");
    }

    [Fact]
    public async Task Approver_pauses_a_campaign_only_after_confirming()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/campaigns");
        var paused = $"/v1/campaigns/{DemoAnswers.CampaignId}:pause";
        var before = app.Banners.Commands.Count(command => command == paused);
        var pause = page.Locator("[data-campaign] button");
        await pause.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToContainTextAsync("Mettre la campagne en pause");
        await page.KeepAsync("pause-dialog", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        app.Banners.Commands.Count(command => command == paused).ShouldBe(before);
        await pause.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, mettre en pause" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("est en pause");
        app.Banners.Commands.Count(command => command == paused).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Approver_replays_a_delivery()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/partners");
        await page.Locator($"[data-delivery='{DemoAnswers.DeliveryId}'] button").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("relancé");
        app.Partners.Commands.ShouldContain($"/v1/deliveries/{DemoAnswers.DeliveryId}:replay");
    }

    [Fact]
    public async Task Waiting_video_can_be_watched_by_signed_in_people_only()
    {
        var address = new Uri($"/media/{DemoAnswers.VideoId}", UriKind.Relative);
        using var visitor = app.Visitor();
        (await visitor.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var author = await app.SignedInAsync("auteur");
        (await author.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldBe("not really a film");
    }
}
