using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class MatchingPageTests(DashboardApp app, Chromium chromium)
{
    private const string Address = $"{DraftAnswers.Page}/matching";
    private const string Save = $"PUT {DraftAnswers.Path}/matching";

    [Fact]
    public async Task Rank_and_word_classes_are_saved_together()
    {
        app.Banners.Reply(Save, () => DraftAnswers.Edited(5));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.GetByLabel("Priorité").FillAsync("5");
        await page.GetByLabel("Mots (qui)").FillAsync("père\nmon daron");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une classe" }).ClickAsync();
        await page.Locator("#class-2-name").FillAsync("fait");
        await page.Locator("#class-2-words").FillAsync("taper");
        await page.KeepAsync("matching", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 5");
        var saved = app.Banners.Sent.Last(sent => sent.Command == Save);
        saved.Query.ShouldBe("?revision=4");
        saved.ShouldSay("""
            {"priority":5,"weight":2,"lookalikes":true,"maxPerDay":null,"wordClasses":[{"name":"qui","words":["père","mon daron"]},{"name":"fait","words":["taper"]}]}
            """);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_class()
    {
        app.Banners.Refuse(Save, 400, """{"status":400,"errors":{"WordClasses[0].Name":["The field Name is no name."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.ClickAsync("text=English");
        await page.GetByLabel("At most per day").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#class-1-name-wrong")).ToContainTextAsync("no name");
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("matching-mistake-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Who_is_no_author_reads_them()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", Address);

        await page.Locator("[data-class=qui] summary").ClickAsync();
        await Assertions.Expect(page.Locator("[data-class=qui] p")).ToHaveTextAsync("père, papa");
        await Assertions.Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" })).ToHaveCountAsync(0);
    }
}
