using System.Text;
using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class KeywordsPageTests(DashboardApp app, Chromium chromium)
{
    private const string Address = $"{DraftAnswers.Page}/keywords";
    private const string Save = $"PUT {DraftAnswers.Path}/keywords";
    private const string Import = $"PUT {DraftAnswers.Path}/keywords.csv";
    private const string Try = $"POST {DraftAnswers.Path}/keywords:test";

    [Fact]
    public async Task A_set_is_edited_tried_before_it_is_saved_and_saved_as_it_was_read()
    {
        app.Banners.Reply(Save, () => DraftAnswers.Edited(5));
        app.Banners.Reply(Try, () => """
            {"results":[{"search":"mon beau père me frappe","live":null,"draft":{"text":"père me frappe","matchType":"broad","kind":"blows"},"change":"gains"},
              {"search":"#119","live":{"text":"#119","matchType":"hashtag","kind":null},"draft":null,"change":"loses"}],"gains":1,"loses":1,"differs":0,"same":0}
            """);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.GetByLabel("Texte (ligne 2)").FillAsync("père me frappe");
        await page.GetByLabel("Comment le reconnaître (ligne 2)").SelectOptionAsync("broad");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer : #119 (ligne 1)" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Texte (ligne 2)")).ToHaveValueAsync("119 euros");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une ligne" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Texte (ligne 3)")).ToHaveValueAsync("");
        await page.GetByLabel("Texte (ligne 3)").FillAsync("j’ai peur chez moi");
        await page.GetByLabel("Recherches d’essai").FillAsync("mon beau père me frappe\n#119");
        await page.GetByRole(AriaRole.Button, new() { Name = "Essayer" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-trial]")).ToHaveTextAsync("Nouvelles : 1 · perdues : 1 · autrement : 0 · inchangées : 0");
        await Assertions.Expect(page.Locator("[data-change=loses]")).ToContainTextAsync("Ne serait plus trouvée");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Des changements ne sont pas encore enregistrés");
        var tried = app.Banners.Sent.Last(sent => sent.Command == Try).Json();
        tried["keywords"]!.AsArray().Select(keyword => (string)keyword!["text"]!).ShouldBe(["père me frappe", "119 euros", "j’ai peur chez moi"]);
        await page.KeepAsync("keywords-tried", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les mots-clés" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 5");
        var saved = app.Banners.Sent.Last(sent => sent.Command == Save);
        saved.Query.ShouldBe("?revision=4");
        saved.ShouldSay(
            """{"keywords":[{"text":"père me frappe","matchType":"broad","kind":"blows","negative":false},{"text":"119 euros","matchType":"broad","kind":null,"negative":true},{"text":"j’ai peur chez moi","matchType":"phrase","kind":null,"negative":false}]}""");
    }

    [Fact]
    public async Task What_Banners_finds_wrong_stands_beside_its_line_and_takes_the_focus()
    {
        app.Banners.Refuse(Save, 400, """{"status":400,"errors":{"Keywords[2].Text":["The pattern has no class."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.ClickAsync("text=English");
        await page.GetByLabel("How to match it (line 3)").SelectOptionAsync("concept");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the keywords" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-line]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[data-line='3'] [data-wrong]")).ToHaveTextAsync("The pattern has no class.");
        await page.KeepAsync("keywords-mistake", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await page.Locator("[data-mistakes] a").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Text (line 3)")).ToBeFocusedAsync();
        (await page.GetByLabel("Text (line 3)").GetAttributeAsync("aria-describedby")).ShouldBe("keyword-3-text-wrong");
    }

    [Fact]
    public async Task Who_writes_in_a_draft_that_has_moved_on_is_told_and_decides()
    {
        app.Banners.Refuse(Save, 409, DraftAnswers.Moved(6));
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.GetByLabel("Texte (ligne 1)").FillAsync("#allo119");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les mots-clés" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved]")).ToContainTextAsync("il en est à la 6");
        await Assertions.Expect(page.GetByLabel("Texte (ligne 1)")).ToHaveValueAsync("#allo119");
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("keywords-moved-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        app.Banners.Reply(Save, () => DraftAnswers.Edited(7));
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ma saisie par-dessus" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 7");
        app.Banners.Sent.Last(sent => sent.Command == Save).Body.ShouldContain("#allo119");
        await Assertions.Expect(page.Locator("[data-moved]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_file_is_imported_or_its_lines_are_named()
    {
        app.Banners.Refuse(Import, 400, """{"status":400,"errors":{"line 2, matchType":["The match type is exact, phrase, hashtag, broad, concept or fuzzy."]}}""");
        app.Banners.Answer($"{DraftAnswers.Path}/keywords.csv", "text,matchType\n#119,hashtag\n");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        var file = new FilePayload { Name = "mots.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("text,matchType\nmon père,devine\n") };
        await page.GetByLabel("Fichier à importer").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#csv-file-wrong")).ToContainTextAsync("Ligne 2, colonne matchType");

        app.Banners.Reply(Import, () => """{"keywords":1,"added":1,"removed":3,"changed":0,"revision":5}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("1 ajoutés, 3 retirés");
        app.Banners.Sent.Last(sent => sent.Command == Import).Body.ShouldContain("mon père,devine");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export]").ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain("#119,hashtag");
    }

    [Fact]
    public async Task Who_is_no_author_reads_and_tries_the_draft()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", Address);

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réservé aux auteurs");
        await Assertions.Expect(page.Locator("[data-editor], input[type=file]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les mots-clés" })).ToHaveCountAsync(0);
    }
}
