using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

/// <summary>Whoever leaves a page with something unsaved is asked first; nobody else is.</summary>
[Collection(OneDashboard.Name)]
public sealed class LeavingTests(DashboardApp app, Chromium chromium)
{
    [Fact]
    public async Task What_is_being_typed_is_not_lost_by_a_click_elsewhere()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/keywords");
        await page.InteractiveAsync();
        // The filter is no part of the draft.
        await page.Locator("#keyword-filter").PressSequentiallyAsync("père");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reconnaissance", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{DraftAnswers.Page}/matching").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Mots-clés", Exact = true }).ClickAsync();
        await WriteAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Reconnaissance", Exact = true }).ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Quitter sans enregistrer");
        await Assertions.Expect(dialog).ToContainTextAsync("n’est pas enregistré et sera perdu");
        await page.KeepAsync("leaving-dialog", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.KeepAsync("leaving-dialog-dark", fullPage: true);
        await visit.ShouldHaveContrastAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{DraftAnswers.Page}/keywords").ToString());
        await Assertions.Expect(page.GetByLabel("Texte (ligne 1)")).ToHaveValueAsync("x#119");

        await page.EvaluateAsync("history.back()");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rester sur la page" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Texte (ligne 1)")).ToHaveValueAsync("x#119");

        // By the keyboard alone.
        await page.GetByRole(AriaRole.Link, new() { Name = "Reconnaissance", Exact = true }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitter sans enregistrer" }).PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{DraftAnswers.Page}/matching").ToString());
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("auteur", "/campaigns/new", "campaign-name")]
    [InlineData("auteur", $"{DraftAnswers.Page}/matching", "priority")]
    [InlineData("auteur", $"{DraftAnswers.Page}/schedule", "regions")]
    [InlineData("approbatrice", "/helplines/FR/3018", "entry-note")]
    [InlineData("approbatrice", "/helplines/new", "entry-number")]
    public async Task Every_page_that_writes_asks(string who, string address, string field)
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync(who, address);
        await page.InteractiveAsync();
        await page.Locator($"#{field}").PressSequentiallyAsync("1");
        await page.HearsOfUnsavedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Partenaires" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Rester sur la page" }).ClickAsync();
        await Assertions.Expect(page.Locator($"#{field}")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, address).ToString());
    }

    [Fact]
    public async Task A_banner_that_is_open_is_asked_about_until_it_is_saved_or_put_away()
    {
        app.Banners.Reply($"PUT {DraftAnswers.Path}/banners", () => DraftAnswers.Edited(5));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/banners");
        await page.InteractiveAsync();
        await page.ClickAsync("text=English");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit : Le 119 t’écoute (fr)" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a number" }).ClickAsync();
        await page.HearsOfUnsavedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("What you typed on this page is not saved and will be lost.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay on the page" }).ClickAsync();
        // Nor is it lost to another one that is opened, or to the rotation that is saved.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a banner" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay on the page" }).ClickAsync();
        await page.Locator("#rotation").SelectOptionAsync("even");
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("revision 5");
        await Assertions.Expect(page.Locator("[data-editor] button[aria-label^='Remove : ']")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Versions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Banners", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit : Le 119 t’écoute (fr)" }).ClickAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Talk to 119");
        app.Banners.Reply($"PUT {DraftAnswers.Path}/banners", () => DraftAnswers.Edited(6));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the banner" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar", new() { HasText = "revision 6" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Versions");
    }

    [Fact]
    public async Task One_half_that_is_saved_leaves_the_other_unsaved()
    {
        app.Banners.Reply($"PUT {DraftAnswers.Path}/flights", () => DraftAnswers.Edited(5));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/schedule");
        await page.InteractiveAsync();
        await page.GetByLabel("Régions", new() { Exact = true }).FillAsync("FR-IDF");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une période" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les périodes" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 5");
        await page.HearsOfUnsavedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Versions", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("n’est pas enregistré");
    }

    [Fact]
    public async Task The_browser_asks_before_the_window_is_closed_while_something_is_unsaved()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/keywords");
        await page.InteractiveAsync();
        await WriteAsync(page);
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            await dialog.DismissAsync();
            asked.TrySetResult(dialog.Type);
        };

        await page.CloseAsync(new() { RunBeforeUnload = true });

        (await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe("beforeunload");
        await Assertions.Expect(page.GetByLabel("Texte (ligne 1)")).ToHaveValueAsync("x#119");
    }

    [Fact]
    public async Task Who_leaves_for_another_language_is_asked_once()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"{DraftAnswers.Page}/keywords");
        await page.InteractiveAsync();
        await WriteAsync(page);
        var askedByBrowser = 0;
        page.Dialog += async (_, dialog) =>
        {
            askedByBrowser++;
            await dialog.AcceptAsync();
        };

        await page.ClickAsync("text=English");
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitter sans enregistrer" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Keywords");
        askedByBrowser.ShouldBe(0);
    }

    /// <summary>One letter of a keyword, on its page.</summary>
    private static async Task WriteAsync(IPage page)
    {
        await page.GetByLabel("Texte (ligne 1)").PressSequentiallyAsync("x");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Des changements ne sont pas encore enregistrés");
        await page.HearsOfUnsavedAsync();
    }
}
