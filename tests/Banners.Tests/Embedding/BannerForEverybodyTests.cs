using Browsing;
using Microsoft.Playwright;

namespace Banners.Tests.Embedding;

/// <summary>The banner with a keyboard, a screen reader, from right to left, in the dark, without motion, enlarged.</summary>
public sealed class BannerForEverybodyTests(Chromium chromium)
{
    private const string Focused = "() => { const { activeElement } = document.querySelector('helpline-banner').shadowRoot; return activeElement ? activeElement.getAttribute('href') ?? activeElement.ariaLabel : document.activeElement.id || document.activeElement.localName; }";

    private static readonly object Arabic = new
    {
        id = Guid.Empty,
        locale = "ar",
        dir = "rtl",
        title = "لست وحدك: اتصل بالرقم 116 000",
        text = "إذا كان أحد يؤذيك فاتصل بالرقم 116 000 أو +33 1 23 45 67 89، المكالمة مجانية وسرية.",
        action = "اعرف المزيد",
        helplines = new object[]
        {
            new { number = "116 000", label = "أطفال مفقودون", href = "tel:116000", open = true },
            new { number = "3018", label = "العنف الرقمي 3018", href = "tel:3018", open = false, opensAt = "2026-11-30T08:00:00Z" },
        },
    };

    [Fact]
    public async Task With_the_keyboard_the_help_comes_first_and_every_focus_is_seen()
    {
        await using var platform = await Platform.OpenAsync(chromium);
        await platform.ShowAsync();
        await platform.Page.GetByRole(AriaRole.Searchbox).FocusAsync();

        foreach (var next in new[] { "tel:119", "tel:17", "/c/token", "Fermer" })
        {
            await platform.Page.Keyboard.PressAsync("Tab");
            (await platform.Page.EvaluateAsync<string>(Focused)).ShouldEndWith(next);
            (await platform.Page.EvaluateAsync<string>("() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.querySelector('helpline-banner').shadowRoot.activeElement); return `${outlineStyle} ${outlineWidth}`; }")).ShouldBe("solid 3px");
            await platform.Page.KeepAsync($"embed-focus-{next.Split('/', ':')[^1]}");
        }
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("Escape")]
    public async Task Closing_it_brings_the_focus_back_to_where_it_came_from(string key)
    {
        await using var platform = await Platform.OpenAsync(chromium);
        await platform.ShowAsync();
        await platform.Page.EvaluateAsync("addEventListener('helpline-close', () => { document.title = 'closed'; })");
        await platform.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        await platform.Page.Keyboard.PressAsync("Tab");
        if (key == "Enter")
            await platform.Page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).FocusAsync();

        await platform.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(platform.Page.Locator(".card")).ToHaveCountAsync(0);
        (await platform.Page.EvaluateAsync<string>(Focused)).ShouldBe("search");
        (await platform.Page.TitleAsync()).ShouldBe("closed");
        (await platform.Page.Locator("helpline-banner").EvaluateAsync<bool>("banner => banner.hidden")).ShouldBeTrue();
        await platform.Visit.ShouldBeAccessibleAsync();
        platform.Visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Closed_with_nowhere_to_go_back_to_the_focus_stays_where_the_banner_was()
    {
        await using var platform = await Platform.OpenAsync(chromium);
        await platform.ShowAsync();

        await platform.Page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();

        (await platform.Page.EvaluateAsync<string>(Focused)).ShouldBe("helpline-banner");
    }

    [Fact]
    public async Task A_screen_reader_hears_of_it_and_finds_a_region_with_its_links()
    {
        await using var platform = await Platform.OpenAsync(chromium, Platform.Banner(locale: "fr-CA"));
        var status = platform.Page.Locator("helpline-banner").GetByRole(AriaRole.Status);
        await Assertions.Expect(status).ToBeEmptyAsync(); // there before anything is said in it
        await platform.ShowAsync();

        await Assertions.Expect(status).ToHaveTextAsync("Le 119 t’écoute, jour et nuit");
        (await status.GetAttributeAsync("lang")).ShouldBe("fr-CA");
        await Assertions.Expect(platform.Page.Locator("helpline-banner")).ToMatchAriaSnapshotAsync(
            """
            - status: Le 119 t’écoute, jour et nuit
            - region "Le 119 t’écoute, jour et nuit":
              - paragraph: 119 – Enfance en danger
              - heading "Le 119 t’écoute, jour et nuit" [level=2]
              - paragraph: "On te fait du mal ? Parles-en au 119 : c’est gratuit et confidentiel."
              - link "119 Enfance en danger"
              - 'link "17 Danger immédiat : police"'
              - link "Comprendre et agir"
              - button "Fermer"
            """);
        var card = platform.Page.Locator(".card");
        (await card.GetAttributeAsync("lang"), await card.GetAttributeAsync("dir")).ShouldBe(("fr-CA", "ltr"));
        await platform.Visit.ShouldBeAccessibleAsync();

        await platform.Page.EvaluateAsync("document.querySelector('helpline-banner').clear()");
        await Assertions.Expect(status).ToBeEmptyAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task From_right_to_left_the_numbers_stand_in_their_order(int width)
    {
        await using var platform = await Platform.OpenAsync(chromium, Arabic, new Window(width, 900));
        await platform.ShowAsync();
        var card = platform.Page.Locator(".card");

        // Where each digit of a number stands, from the left.
        var numbers = await card.EvaluateAsync<string[]>(
            """
            card => [...card.querySelectorAll('bdi[dir=ltr]')].map((number) => {
              const range = document.createRange();
              return [...number.textContent].map((sign, i) => {
                range.setStart(number.firstChild, i);
                range.setEnd(number.firstChild, i + 1);
                const { left, top } = range.getBoundingClientRect();
                return { sign, left, top };
              }).sort((a, b) => a.top - b.top || a.left - b.left).map(({ sign }) => sign).join('');
            })
            """);
        numbers.ShouldBe(["116 000", "116 000", "+33 1 23 45 67 89", "116 000", "3018", "3018"]);
        (await card.EvaluateAsync<string>("card => getComputedStyle(card).direction")).ShouldBe("rtl");
        (await card.EvaluateAsync<bool>("card => card.querySelector('.close').getBoundingClientRect().left - card.getBoundingClientRect().left < 20")).ShouldBeTrue();
        (await card.Locator(".more svg").EvaluateAsync<string>("arrow => getComputedStyle(arrow).transform")).ShouldStartWith("matrix(-1,");
        (await card.Locator(".note").TextContentAsync()).ShouldStartWith("مغلق – يفتح ");
        await Assertions.Expect(platform.Page.GetByRole(AriaRole.Button, new() { Name = "إغلاق" })).ToBeVisibleAsync();
        await platform.Page.KeepAsync($"embed-rtl-{width}");
        await platform.Visit.ShouldBeAccessibleAsync();
        await platform.Visit.ShouldNeedNoSidewaysScrollingAsync();
        platform.Visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_language_that_the_embed_does_not_speak_is_closed_in_the_pages_language()
    {
        await using var platform = await Platform.OpenAsync(chromium, Platform.Banner(locale: "br"));
        await platform.ShowAsync();

        (await platform.Page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).GetAttributeAsync("lang")).ShouldBe("fr");
    }

    [Theory]
    [InlineData(ColorScheme.Light, null, "", "vivid")]
    [InlineData(ColorScheme.Dark, null, "", "dark")]
    [InlineData(ColorScheme.Light, "auto", "", "light")]
    [InlineData(ColorScheme.Dark, "auto", "", "dark")]
    [InlineData(ColorScheme.Dark, "light", "", "light")]
    [InlineData(ColorScheme.Light, "dark", "", "dark")]
    [InlineData(ColorScheme.Light, "auto", "dark", "dark")]
    [InlineData(ColorScheme.Dark, "auto", "light", "light")]
    [InlineData(ColorScheme.Dark, null, "light", "vivid")]
    [InlineData(ColorScheme.Dark, "light", "dark", "light")]
    [InlineData(ColorScheme.Light, "dark", "light", "dark")]
    public async Task It_is_light_or_dark_as_its_author_the_page_and_the_reader_want(ColorScheme scheme, string? mode, string pages, string expected)
    {
        var theme = mode is null ? null : new { mode };
        await using var platform = await Platform.OpenAsync(chromium, Platform.Banner(theme: theme), new Window(Scheme: scheme), element: $"""<helpline-banner partner="lumi" theme="{pages}"></helpline-banner>""");
        await platform.ShowAsync();

        (await platform.Page.Locator(".card").EvaluateAsync<string>("card => getComputedStyle(card).backgroundColor")).ShouldBe(
            expected switch { "light" => "rgb(238, 240, 255)", "dark" => "rgb(20, 17, 46)", _ => "rgb(21, 16, 79)" });
        await platform.Page.KeepAsync($"embed-{expected}");
        await platform.Visit.ShouldBeAccessibleAsync();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Nothing_moves_for_who_wants_nothing_to_move(bool motion, int animations)
    {
        await using var platform = await Platform.OpenAsync(chromium, window: new Window(Motion: motion));
        await platform.ShowAsync();

        (await platform.Page.EvaluateAsync<int>("document.querySelector('helpline-banner').shadowRoot.getAnimations().length")).ShouldBe(animations);
    }

    [Theory]
    [InlineData(320, 568, 1, "100%")]
    [InlineData(640, 400, 2, "100%")]
    [InlineData(320, 568, 1, "200%")]
    [InlineData(1280, 800, 1, "200%")]
    public async Task Enlarged_or_narrow_nothing_is_cut_off(int width, int height, float zoom, string letters)
    {
        await using var platform = await Platform.OpenAsync(chromium, Platform.Banner(text: "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen, et sinon parles-en au 119."), new Window(width, height, Zoom: zoom));
        await platform.Page.EvaluateAsync("(letters) => { document.documentElement.style.fontSize = letters; }", letters);
        await platform.ShowAsync();

        (await platform.Page.Locator(".card").EvaluateAsync<string[]>(
            """
            card => [...card.querySelectorAll('*')].filter((part) => part.checkVisibility()).filter((part) => {
              const [inner, outer] = [part.getBoundingClientRect(), card.getBoundingClientRect()];
              return inner.right > outer.right + 1 || inner.left < outer.left - 1 || inner.bottom > outer.bottom + 1 || (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0);
            }).map((part) => part.outerHTML)
            """)).ShouldBeEmpty();
        foreach (var target in await platform.Page.Locator(".card a, .card button").AllAsync())
            (await target.EvaluateAsync<double>("target => Math.min(target.offsetWidth, target.offsetHeight)")).ShouldBeGreaterThanOrEqualTo(44);
        await platform.Visit.ShouldNeedNoSidewaysScrollingAsync();
        await platform.Page.KeepAsync($"embed-{width}-{zoom}-{letters.TrimEnd('%')}", fullPage: true);
        await platform.Visit.ShouldBeAccessibleAsync();
    }
}
