using Browsing;
using Microsoft.Playwright;

namespace Banners.Tests.Embedding;

/// <summary><c>for="…"</c>: the banner follows a search field without a script of the platform's.</summary>
public sealed class SearchFieldTests(Chromium chromium)
{
    private const string Decisions = "/v1/decisions";
    private const string Form = """<form><input id="field" type="search" aria-label="Chercher"></form><helpline-banner for="field" partner="lumi"></helpline-banner>""";

    [Fact]
    public async Task What_is_in_it_already_is_asked_at_once_and_once()
    {
        await using var platform = await Platform.OpenAsync(chromium, element: """<input id="field" value=" #119 " aria-label="Chercher"><helpline-banner for="field" partner="lumi"></helpline-banner>""");

        await platform.Page.Locator(".card").WaitForAsync();
        await platform.Page.EvaluateAsync("document.getElementById('elsewhere').append(document.querySelector('helpline-banner'))");

        (await platform.SentAsync(Decisions)).ShouldBe(1);
        platform.Banners.Searches.ShouldBe(["#119"]);
    }

    [Fact]
    public async Task A_form_that_stays_on_its_page_is_heard_and_an_empty_field_takes_the_banner_away()
    {
        await using var platform = await Platform.OpenAsync(chromium, element: Form);
        // After the embed has begun to listen.
        await platform.Page.EvaluateAsync("document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())");

        await platform.Page.Locator("#field").FillAsync("mon pere me tape");
        await platform.Page.Locator("#field").PressAsync("Enter");
        await platform.Page.Locator(".card").WaitForAsync();
        platform.Banners.Searches.ShouldBe(["mon pere me tape"]);
        await platform.Page.Locator("#field").FillAsync("");

        await Assertions.Expect(platform.Page.Locator(".card")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_form_that_leaves_its_page_is_left_to_the_next_page()
    {
        await using var platform = await Platform.OpenAsync(chromium, element: Form);
        await platform.Page.Locator("#field").FillAsync("mon pere me tape");

        // The page's policy keeps the form from being sent.
        await platform.Page.EvaluateAsync("new Promise((done) => { document.querySelector('form').requestSubmit(); setTimeout(done); })");

        (await platform.SentAsync(Decisions)).ShouldBe(0);
        (await platform.Page.EvaluateAsync<bool>("document.querySelector('helpline-banner').hidden")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_field_in_the_same_shadow_root_is_found()
    {
        await using var platform = await Platform.OpenAsync(chromium, element: "");

        await platform.Page.EvaluateAsync(
            """
            () => {
              const root = document.getElementById('place').attachShadow({ mode: 'open' });
              const field = Object.assign(document.createElement('input'), { id: 'field', value: '#119', ariaLabel: 'Chercher' });
              const banner = document.createElement('helpline-banner');
              banner.setAttribute('for', 'field');
              root.append(field, banner);
            }
            """);

        await platform.Page.Locator(".card").WaitForAsync();
        platform.Banners.Searches.ShouldBe(["#119"]);
    }
}
