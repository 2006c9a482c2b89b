using Browsing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Playwright;

namespace Dashboard.Tests;

/// <summary>The buttons follow who is signed in, what they wrote, and how far the campaign has come.</summary>
[Collection(OneDashboard.Name)]
public sealed class CampaignReviewTests(DashboardApp app, Chromium chromium) : IDisposable
{
    private const string Campaign = $"/v1/campaigns/{DemoAnswers.CampaignId}";

    public void Dispose() => (app.Demo.CampaignStatus, app.Demo.Review, app.Demo.Writers, app.Demo.PausedBy) = ("published", "draft", [], null);

    [Fact]
    public async Task What_waits_is_approved_as_it_was_read_in_the_name_of_who_is_signed_in()
    {
        (app.Demo.Review, app.Demo.Writers) = ("waiting", ["user:auteur"]);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/campaigns");
        await Assertions.Expect(page.Locator("[data-review]")).ToHaveTextAsync("En attente d’approbation");
        (app.Banners.ActingUsers.Count, app.Banners.Queries.Count).ShouldBe((app.Banners.Commands.Count, app.Banners.Commands.Count));

        await page.GetByRole(AriaRole.Button, new() { Name = "Approuver et publier" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("est approuvée et en ligne");
        app.Banners.Commands.Last().ShouldBe($"{Campaign}:approve");
        app.Banners.Queries.Last().ShouldBe("?revision=4");
        var token = new JsonWebToken(app.Banners.ActingUsers.Last());
        token.Subject.ShouldBe("approbatrice");
        token.Audiences.ShouldBe(["banners"]);
        token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value).ShouldBe(["approver"]);
        (token.ValidTo - token.IssuedAt).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Who_wrote_is_told_that_somebody_else_must_approve()
    {
        (app.Demo.Review, app.Demo.Writers) = ("waiting", ["user:approbatrice"]);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/campaigns");

        await Assertions.Expect(page.Locator("[data-why-not]")).ToHaveTextAsync("Vous y avez écrit : une autre personne doit l’approuver.");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approuver et publier" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_rejection_asks_for_its_reason()
    {
        (app.Demo.Review, app.Demo.Writers) = ("waiting", ["user:auteur"]);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", $"/campaigns/{DemoAnswers.CampaignId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer aux auteurs" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer", Exact = true })).ToBeDisabledAsync();
        await page.GetByLabel("Ce qu’il faut corriger").FillAsync("Le 3114 manque.");
        await page.KeepAsync("campaign-reject", fullPage: true);
        await visit.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("est renvoyée à ses auteurs");
        app.Banners.Commands.Last().ShouldBe($"{Campaign}:reject");
    }

    [Fact]
    public async Task An_author_submits_and_does_not_approve()
    {
        (app.Demo.CampaignStatus, app.Demo.Writers) = ("draft", ["user:auteur"]);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Soumettre à validation" }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("attend l’approbation");
        app.Banners.Commands.Last().ShouldBe($"{Campaign}:submit");

        app.Demo.Review = "waiting";

        await Assertions.Expect(page.Locator("[data-why-not]")).ToHaveTextAsync("Vous y avez écrit : une autre personne doit l’approuver.");
        await Assertions.Expect(page.Locator("[data-campaign] button")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("user:approbatrice", false)]
    [InlineData("user:auteur", true)]
    public async Task Who_paused_does_not_resume(string pausedBy, bool resumes)
    {
        (app.Demo.CampaignStatus, app.Demo.PausedBy) = ("paused", pausedBy);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/campaigns");
        await Assertions.Expect(page.Locator("[data-status]")).ToHaveTextAsync("En pause");

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remettre en ligne" })).ToHaveCountAsync(resumes ? 1 : 0);
        if (!resumes)
            await Assertions.Expect(page.Locator("[data-why-not]")).ToContainTextAsync("une autre personne doit la remettre en ligne");
    }

    [Fact]
    public async Task The_page_of_a_campaign_shows_what_approval_would_change_and_who_did_what()
    {
        (app.Demo.Review, app.Demo.Writers) = ("rejected", ["user:auteur"]);
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"/campaigns/{DemoAnswers.CampaignId}");

        await Assertions.Expect(page.Locator("[data-reason]")).ToHaveTextAsync("Le 3114 manque.");
        await Assertions.Expect(page.Locator("[data-diff=keywords]")).ToHaveTextAsync("Mots-clés ajoutés : 1 · retirés : 1 · modifiés : 0");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("mon père me tape");
        await Assertions.Expect(page.Locator("[data-diff=other]")).ToContainTextAsync("priority");
        await Assertions.Expect(page.Locator("[data-audit]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-audit='1']")).ToContainTextAsync("données d’origine");
        await page.Locator("[data-audit='2'] summary").ClickAsync();
        await Assertions.Expect(page.Locator("[data-audit='2'] pre").Last).ToContainTextAsync("mon père me tape");
        await page.KeepAsync("campaign", fullPage: true);
    }

    [Fact]
    public async Task An_author_archives_what_is_not_live_after_a_question()
    {
        app.Demo.CampaignStatus = "paused";
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", $"/campaigns/{DemoAnswers.CampaignId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archiver" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, archiver" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("est archivée");
        app.Banners.Commands.Last().ShouldBe($"{Campaign}:archive");
    }

    [Fact]
    public async Task A_campaign_that_is_not_there_is_said_to_be_none()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        await visit.Page.SignInAsync("auteur", $"/campaigns/{Guid.CreateVersion7()}");

        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Cette campagne n’existe pas.");
    }

    [Fact]
    public async Task An_author_takes_a_proposed_term_into_a_draft()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("auteur", "/proposals");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("jamais la recherche de quelqu’un");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre dans le brouillon" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("dans le brouillon");
        app.Banners.Commands.Last().ShouldBe($"/v1/proposals/{DemoAnswers.ProposalId}:accept");
    }

    [Fact]
    public async Task An_approver_proposes_a_term_and_decides_none()
    {
        await using var visit = await chromium.OpenAsync(app.Address);
        var page = visit.Page;
        await page.SignInAsync("approbatrice", "/proposals");
        await Assertions.Expect(page.Locator("[data-proposal]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-proposal] button")).ToHaveCountAsync(0);

        await page.GetByLabel("Terme", new() { Exact = true }).FillAsync("jai peur chez moi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Proposer" }).ClickAsync();

        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Le terme est proposé");
        app.Banners.Commands.Last().ShouldBe("/v1/proposals");
    }
}
