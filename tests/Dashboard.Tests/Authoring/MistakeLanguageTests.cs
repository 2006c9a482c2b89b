using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

/// <summary>What Banners finds wrong is read in the language of the page, and is marked only where it is in another.</summary>
[Collection(OneDashboard.Name)]
public sealed class MistakeLanguageTests(DashboardApp app, Chromium chromium)
{
    private const string SaveBanners = $"PUT {DraftAnswers.Path}/banners";
    private const string SaveMatching = $"PUT {DraftAnswers.Path}/matching";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_French_page_shows_French_mistakes(ColorScheme scheme)
    {
        app.Banners.Refuse(
            SaveBanners, 400,
            """{"status":400,"title":"x","errors":{"Banners[0].Title":["This has 3 to 80 characters."],"Banners[0].Theme.Accent":["#ffffff on #ffd166 has a contrast of 1.44."],"Banners[0].Helplines[0].Number":["A number has 2 to 15 digits."]}}""",
            """{"status":400,"title":"x","errors":{"Banners[0].Title":["De 3 à 80 caractères."],"Banners[0].Theme.Accent":["#ffffff sur #ffd166 a un contraste de 1,44 ; un texte lisible par tous en a au moins 4,5 (WCAG 1.4.3)."],"Banners[0].Helplines[0].Number":["Un numéro a de 2 à 15 chiffres, précédés de + s’il est international."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/banners");
        await page.GetByRole(AriaRole.Button, new() { Name = "Modifier : Le 119 t’écoute (fr)" }).ClickAsync();
        await page.GetByLabel("Titre", new() { Exact = true }).FillAsync("x");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la bannière" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#banner-title-wrong")).ToHaveTextAsync("De 3 à 80 caractères.");
        await Assertions.Expect(page.Locator("[data-mistakes] li")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[data-mistakes] [lang], [data-wrong] [lang]")).ToHaveCountAsync(0);
        await page.KeepAsync($"mistakes-french-{scheme}".ToLowerInvariant(), fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Words_in_another_language_than_the_pages_are_marked()
    {
        app.Banners.Refuse(SaveMatching, 400, """{"status":400,"errors":{"Priority":["This is between -100 and 100."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/matching");
        await page.GetByLabel("Priorité").FillAsync("500");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        await Assertions.Expect(page.Locator("#priority-wrong [lang=en]")).ToHaveTextAsync("This is between -100 and 100.");
    }

    [Fact]
    public async Task An_English_page_asks_for_English()
    {
        app.Banners.Refuse(SaveMatching, 400, """{"status":400,"errors":{"Priority":["This is between -100 and 100."]}}""", """{"status":400,"errors":{"Priority":["Entre -100 et 100."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/matching");
        await page.ClickAsync("text=English");
        await page.GetByLabel("Priority").FillAsync("500");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.Locator("#priority-wrong")).ToHaveTextAsync("This is between -100 and 100.");
        await Assertions.Expect(page.Locator("#priority-wrong [lang]")).ToHaveCountAsync(0);
    }
}
