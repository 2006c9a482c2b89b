using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class NewCampaignPageTests(DashboardApp app, Chromium chromium)
{
    private const string Create = "POST /v1/campaigns";

    [Fact]
    public async Task An_author_begins_a_draft_and_goes_on_with_its_keywords()
    {
        app.Banners.Refuse(Create, 400, """{"status":400,"errors":{"DefaultLocale":["The field DefaultLocale must be a language tag."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("auteur", "/campaigns");
        await page.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Nouvelle campagne" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer le brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator("#campaign-name-wrong")).ToHaveTextAsync("À remplir.");
        await page.GetByLabel("Nom de la campagne").FillAsync("119 outre-mer");
        await page.GetByLabel("Langue par défaut").FillAsync("francais");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer le brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator("#campaign-locale-wrong")).ToContainTextAsync("language tag");
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("campaign-new-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        await page.ClickAsync("text=English");
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitter sans enregistrer" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("New campaign");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the draft" }).ClickAsync();
        await Assertions.Expect(page.Locator("#campaign-name-wrong")).ToHaveTextAsync("This is needed.");
        await visit.ShouldBeAccessibleAsync();

        app.Banners.Reply(Create, () => DraftAnswers.Edited(1));
        await page.GetByLabel("Name of the campaign").FillAsync("119 outre-mer");
        await page.GetByLabel("Default language").FillAsync("fr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the draft" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{DraftAnswers.Page}/keywords").ToString());
        app.Banners.Sent.Last(sent => sent.Command == Create).ShouldSay("""{"name":"119 outre-mer","country":"FR","defaultLocale":"fr"}""");
    }

    [Fact]
    public async Task Who_is_no_author_is_shown_no_form()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/campaigns/new");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réservé aux auteurs");
        await Assertions.Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
    }
}
