using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class VersionsPageTests(DashboardApp app, Chromium chromium)
{
    private const string Address = $"{DraftAnswers.Page}/versions";
    private const string Restore = $"POST {DraftAnswers.Path}/versions/2:restore";

    [Fact]
    public async Task Two_versions_are_compared_and_one_is_restored_after_a_question()
    {
        app.Banners.Answer($"{DraftAnswers.Path}/versions/2/diff/3", """
            {"from":"2","to":"3","keywords":{"addedCount":1,"removedCount":0,"changedCount":0,"added":[{"text":"on me frappe","matchType":"phrase","kind":"blows","negative":false}],"removed":[],"changed":[]},
             "banners":{"added":[],"removed":[],"changed":[]},"before":{},"after":{} }
            """);
        app.Banners.Refuse(Restore, 409, DraftAnswers.Moved(6));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await Assertions.Expect(page.Locator("[data-version]")).ToHaveCountAsync(2);
        await page.GetByLabel("De", new() { Exact = true }).SelectOptionAsync("2");
        await page.GetByLabel("À", new() { Exact = true }).SelectOptionAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Montrer les différences" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-diff=keywords]")).ToHaveTextAsync("Mots-clés ajoutés : 1 · retirés : 0 · modifiés : 0");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("on me frappe");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre la version 2" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-moved]")).ToContainTextAsync("il en est à la 6");
        app.Banners.Sent.Last(sent => sent.Command == Restore).Query.ShouldBe("?revision=4");
        await page.KeepAsync("versions", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        app.Banners.Reply(Restore, () => DraftAnswers.Edited(7));
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ma saisie par-dessus" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 7");
    }

    [Fact]
    public async Task Who_is_no_author_compares_and_restores_nothing()
    {
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("approbatrice", Address);
        await page.ClickAsync("text=English");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the differences" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-diff=keywords]")).ToHaveTextAsync("Keywords added: 1 · removed: 1 · changed: 0");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Restore" })).ToHaveCountAsync(0);
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("versions-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }
}
