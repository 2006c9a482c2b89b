using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class HelplinesPageTests(DashboardApp app, Chromium chromium)
{
    private const string Save3018 = "PUT /v1/helplines/FR/3018";
    private const string Save147 = "PUT /v1/helplines/CH/147";

    [Fact]
    public async Task A_helpline_of_any_country_is_added()
    {
        app.Banners.Refuse(Save147, 400, """{"status":400,"errors":{"Hours[0].Closes":["The Closes field is required."],"TimeZone":["The time zone is an IANA name such as Europe/Paris."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines");
        await page.ClickAsync("text=English");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Helplines");
        await page.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a helpline" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("New helpline");
        await page.GetByLabel("Country").FillAsync("ch");
        await page.GetByLabel("Number", new() { Exact = true }).FillAsync("147");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the helpline" }).ClickAsync();
        await Assertions.Expect(page.Locator("#entry-names-wrong")).ToContainTextAsync("At least one name");
        await page.GetByLabel("Name (name 1)").FillAsync("Conseils et aide 147");
        await page.GetByLabel("Languages").FillAsync("fr, de");
        await page.GetByLabel("Day and night, every day").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add hours" }).ClickAsync();
        await page.GetByLabel("Opens at (hours 1)").FillAsync("20:00");
        await page.GetByRole(AriaRole.Group, new() { Name = "Days (hours 1)" }).GetByLabel("Saturday").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the helpline" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes] li")).ToHaveCountAsync(2);
        await page.Locator("[data-mistakes] a").First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("Closes at (hours 1)")).ToBeFocusedAsync();
        app.Banners.Sent.Last(sent => sent.Command == Save147).ShouldSay("""
            {"names":{"en":"Conseils et aide 147"},"kind":"call","timeZone":"Europe/Paris","smsNumber":null,"chat":null,"hours":[{"days":["sat"],"opens":"20:00","closes":""}],"languages":["fr","de"],
             "lastChecked":null,"note":null,"fallback":[]}
            """);
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("helpline-mistake-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task An_approver_notes_that_it_was_checked()
    {
        app.Banners.Reply(Save3018, () => """
            {"country":"FR","number":"3018","names":{"fr":"Net Écoute"},"kind":"both","smsNumber":null,"chat":null,"timeZone":"Europe/Paris","hours":null,"languages":["fr"],"lastChecked":"2026-11-26","note":null,"fallback":[],"open":true,"opensAt":null}
            """);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines");
        await Assertions.Expect(page.Locator("[data-helpline='103']")).ToContainTextAsync("jamais");
        await Assertions.Expect(page.Locator("[data-helpline='3018']")).ToContainTextAsync("à revérifier");
        await page.GetByLabel("Pays").SelectOptionAsync("FR");
        await Assertions.Expect(page.Locator("[data-helpline]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "3018" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Ouvre à (horaires 1)")).ToHaveValueAsync("09:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifié aujourd’hui" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le numéro" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Le 3018 est enregistré");
        var saved = app.Banners.Sent.Last(sent => sent.Command == Save3018);
        saved.Query.ShouldBe("?revision=12");
        var sent = saved.Json();
        DateOnly.Parse((string)sent["lastChecked"]!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(new DateOnly(2026, 1, 1));
        ((string?)sent["chat"], (string?)sent["fallback"]![0], (string?)sent["hours"]![0]!["closes"]).ShouldBe(("https://e-enfance.org/tchat", "119", "23:00"));
    }

    [Fact]
    public async Task An_approver_removes_a_number_that_stands_in_for_no_other()
    {
        const string Remove = "DELETE /v1/helplines/FR/3018";
        var before = Removals();
        app.Banners.Refuse(Remove, 409, """{"status":409,"detail":"3018 stands in for 3919 while that one is closed; give 3919 another fallback first."}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines/FR/3018");
        await page.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer du registre" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("continueront de le montrer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, retirer" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-mistakes]")).ToContainTextAsync("give 3919 another fallback first");
        await visit.ShouldBeAccessibleAsync();

        app.Banners.Reply(Remove, () => "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer du registre" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, retirer" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Le 3018 est retiré");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(app.Address, "/helplines").ToString());
        Removals().ShouldBe(before + 2);

        int Removals() => app.Banners.Sent.Count(sent => sent.Command == Remove);
    }

    [Fact]
    public async Task Who_was_slower_keeps_what_was_typed_and_decides()
    {
        app.Banners.Refuse(Save3018, 409, """{"status":409,"detail":"The number is at revision 15.","revision":15}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines/FR/3018");
        await page.GetByLabel("Note").FillAsync("appelé ce matin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le numéro" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-moved]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-moved]")).ToContainTextAsync("quelqu’un d’autre a modifié ce numéro");
        await Assertions.Expect(page.GetByLabel("Note")).ToHaveValueAsync("appelé ce matin");
        await Assertions.Expect(page.Locator("[data-mistakes]")).ToHaveCountAsync(0);
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("helpline-moved-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        app.Banners.Reply(Save3018, () => """
            {"country":"FR","number":"3018","names":{"fr":"Net Écoute"},"kind":"both","smsNumber":null,"chat":null,"timeZone":"Europe/Paris","hours":null,"languages":["fr"],"lastChecked":null,"note":"appelé ce matin","fallback":[],"open":true,"opensAt":null,"revision":16}
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ma saisie par-dessus" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Le 3018 est enregistré");
        await Assertions.Expect(page.Locator("[data-moved]")).ToHaveCountAsync(0);
        app.Banners.Sent.Where(sent => sent.Command == Save3018).TakeLast(2).Select(sent => sent.Query).ShouldBe(["?revision=12", "?revision=15"]);
    }

    [Fact]
    public async Task Who_adds_a_number_that_somebody_else_has_just_added_reads_theirs()
    {
        const string Save = "PUT /v1/helplines/FR/3018";
        app.Banners.Refuse(Save, 409, """{"status":409,"detail":"The number is in the registry already.","revision":12}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines/new");
        await page.GetByLabel("Pays").FillAsync("fr");
        await page.GetByLabel("Numéro", new() { Exact = true }).FillAsync("3018");
        await page.GetByLabel("Nom (nom 1)").FillAsync("Net Écoute");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le numéro" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved]")).ToContainTextAsync("quelqu’un d’autre a déjà ajouté ce numéro");
        app.Banners.Sent.Last(sent => sent.Command == Save).Query.ShouldBe("?revision=0");

        await page.GetByRole(AriaRole.Button, new() { Name = "Relire le numéro et abandonner ma saisie" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Ouvre à (horaires 1)")).ToHaveValueAsync("09:00");
        await Assertions.Expect(page.Locator("[data-moved]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_removes_a_number_that_has_been_changed_meanwhile_is_told()
    {
        const string Remove = "DELETE /v1/helplines/FR/3018";
        app.Banners.Refuse(Remove, 409, """{"status":409,"detail":"The number is at revision 15.","revision":15}""");
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/helplines/FR/3018");
        await page.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer du registre" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, retirer" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-moved]")).ToContainTextAsync("quelqu’un d’autre a modifié ce numéro");
        app.Banners.Reply(Remove, () => "");

        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer quand même" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Le 3018 est retiré");
        app.Banners.Sent.Where(sent => sent.Command == Remove).TakeLast(2).Select(sent => sent.Query).ShouldBe(["?revision=12", "?revision=15"]);
    }

    [Fact]
    public async Task Who_approves_nothing_reads_what_is_known()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/helplines/FR/3018");

        await Assertions.Expect(page.Locator("dl")).ToContainTextAsync("09:00–23:00 (Europe/Paris)");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réservé aux approbateurs");
        await Assertions.Expect(page.Locator("[data-editor], main input")).ToHaveCountAsync(0);
        await visit.ShouldBeAccessibleAsync();
        await page.KeepAsync("helpline-reading", fullPage: true);
    }
}
