using Browsing;
using Microsoft.Playwright;

namespace Dashboard.Tests.Authoring;

[Collection(OneDashboard.Name)]
public sealed class BannersPageTests(DashboardApp app, Chromium chromium)
{
    private const string Address = $"{DraftAnswers.Page}/banners";
    private const string Save = $"PUT {DraftAnswers.Path}/banners";

    // One pixel.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_banner_is_edited_and_the_others_go_along_as_they_are()
    {
        app.Banners.Reply(Save, () => DraftAnswers.Edited(5));
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await Assertions.Expect(page.Locator("[data-banner]")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Modifier : Le 119 t’écoute (fr)" }).ClickAsync();
        await Assertions.Expect(page.Locator("#banner-form-title")).ToBeFocusedAsync();
        await page.GetByLabel("Titre", new() { Exact = true }).FillAsync("Parles-en au 119");
        await page.GetByLabel("Poids").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter un numéro" }).ClickAsync();
        await page.GetByLabel("Numéro (numéro 2)").FillAsync("3114");
        await page.GetByLabel("Nom affiché (numéro 2)").FillAsync("Prévention du suicide");
        await page.GetByLabel("Par SMS (numéro 2)").CheckAsync();
        await page.KeepAsync("banner-form", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la bannière" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("révision 5");
        var saved = app.Banners.Sent.Last(sent => sent.Command == Save);
        saved.Query.ShouldBe("?revision=4");
        saved.ShouldSay($$"""
            {"banners":[{"id":"{{DraftAnswers.BannerId}}","locale":"fr","dir":"ltr","title":"Parles-en au 119","text":"C’est gratuit et confidentiel.","action":"Comprendre et agir",
              "helplines":[{"number":"119","label":"Enfance en danger","country":null,"sms":false},{"number":"3114","label":"Prévention du suicide","country":null,"sms":true}],"kind":null,
              "weight":3,"image":"{{DraftAnswers.ImageHash}}","imageAlt":"Une main tendue","theme":{"mode":"auto","accent":"#ffd166","accentText":"#15104f"} },
             {"id":"01900000-0000-7000-8000-000000000a02","locale":"ar","dir":"rtl","title":"الرقم 119","text":"مجاني وسري","action":"افهم وتصرف",
              "helplines":[{"number":"119","label":"119","country":"FR","sms":false}],"kind":null,"weight":1,"image":null,"imageAlt":null,"theme":null}],"rotation":"weighted"}
            """);
    }

    [Fact]
    public async Task A_picture_needs_its_text_and_colours_their_contrast()
    {
        app.Banners.Reply("POST /v1/images", () => $$"""{"hash":"{{DraftAnswers.ImageHash}}"}""");
        app.Banners.Refuse(Save, 400, """{"status":400,"errors":{"Banners[2].Theme.Accent":["#ffffff on #ffd166 has a contrast of 1.43."]}}""");
        await using var visit = await chromium.OpenAsync(app.Address, new Window(Width: 320));
        var page = visit.Page;
        await page.SignInAsync("auteur", Address);
        await page.ClickAsync("text=English");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a banner" }).ClickAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("119 listens");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Free and confidential.");
        await page.GetByLabel("Call to action").FillAsync("Understand and act");
        await page.GetByLabel("Number (number 1)").FillAsync("119");
        await page.GetByLabel("Shown name (number 1)").FillAsync("Children in danger");
        await page.GetByLabel("Select a picture").SetInputFilesAsync(new FilePayload { Name = "main.png", MimeType = "image/png", Buffer = Picture });
        await page.GetByLabel("Ground").SelectOptionAsync("auto");
        await page.GetByLabel("Own colours for the link").CheckAsync();
        await page.GetByLabel("Colour of the link").FillAsync("#ffd166");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the banner" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-mistakes]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#banner-alt-wrong")).ToContainTextAsync("needs a text");
        app.Banners.Sent.ShouldNotContain(sent => sent.Body.Contains("119 listens", StringComparison.Ordinal));
        await page.GetByLabel("Alternative text of the picture").FillAsync("A hand held out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the banner" }).ClickAsync();

        await Assertions.Expect(page.Locator("#banner-accent-wrong")).ToHaveTextAsync("#ffffff on #ffd166 has a contrast of 1.43.");
        var sent = app.Banners.Sent.Last(sent => sent.Command == Save).Json()["banners"]![2]!;
        ((string?)sent["image"], (string?)sent["imageAlt"], (string?)sent["theme"]!["accentText"]).ShouldBe((DraftAnswers.ImageHash, "A hand held out", "#ffffff"));
        await visit.ShouldNeedNoSidewaysScrollingAsync();
        await page.KeepAsync("banner-mistake-phone", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task The_preview_shows_what_a_decision_would()
    {
        app.Banners.Reply($"POST {DraftAnswers.Path}:preview", () => $$"""
            {"campaignId":"{{DemoAnswers.CampaignId}}","campaign":"119","passedOver":"flight","variants":[{"share":1,"banner":{"id":"{{DraftAnswers.BannerId}}","locale":"ar","dir":"rtl","title":"الرقم 119","text":"مجاني وسري","action":"افهم",
              "helplines":[{"number":"119","label":"119","href":"tel:119","open":false}],"image":null,"theme":{"mode":"dark","accent":"#ffd166","accentText":"#15104f"} } }]}
            """);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", Address);
        await page.GetByLabel("Langue de la personne").FillAsync("ar");
        await page.GetByLabel("À ce moment").FillAsync("2026-12-01T03:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Montrer l’aperçu" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-variant] article[dir=rtl]")).ToContainTextAsync("مجاني وسري");
        await Assertions.Expect(page.Locator("[data-passed-over]")).ToContainTextAsync("n’est pas en diffusion");
        app.Banners.Sent.Last(sent => sent.Command.EndsWith(":preview", StringComparison.Ordinal))
            .ShouldSay("""{"locale":"ar","country":"FR","region":null,"kind":null,"at":"2026-12-01T03:00:00+01:00"}""");
        await page.KeepAsync("banner-preview", fullPage: true);
        await visit.ShouldBeAccessibleAsync();
        await Assertions.Expect(page.Locator("[data-editor]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Modifier" })).ToHaveCountAsync(0);
    }
}
