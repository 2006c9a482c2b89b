using System.Globalization;
using Banners.Data;
using Banners.Serving;
using Banners.Tests.Matching;
using Microsoft.Extensions.Time.Testing;

namespace Banners.Tests.Serving;

public sealed class HelplineBookTests
{
    private static readonly HelplineHours Daytime = new([], "09:00", "23:00");
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-12-01T12:00:00Z", CultureInfo.InvariantCulture));

    [Fact]
    public void A_number_that_the_registry_does_not_know_is_always_open()
    {
        Shown(new HelplineBook([]), new LiveHelpline("119", "Enfance en danger"), new LiveHelpline("114", "SMS", Sms: true))
            .ShouldBe(["tel:119 Enfance en danger open", "sms:114 SMS open"]);
    }

    [Fact]
    public void What_is_closed_gives_way_to_the_first_of_its_substitutes_that_is_open_and_comes_back()
    {
        var book = new HelplineBook([Entry("3018", [Daytime], "3020", "119"), Entry("3020", [Daytime]), Entry("119"), Entry("17")]);
        LiveHelpline[] wanted = [new("3018", "Violences numériques"), new("17", "Police")];

        Shown(book, wanted).ShouldBe(["tel:3018 Violences numériques open", "tel:17 Police open"]);
        _clock.Advance(TimeSpan.FromHours(10)); // 23:00 in Paris
        Shown(book, wanted).ShouldBe(["tel:119 Nom du 119 open", "tel:17 Police open"]);
        _clock.Advance(TimeSpan.FromHours(10));
        Shown(book, wanted).ShouldBe(["tel:3018 Violences numériques open", "tel:17 Police open"]);
    }

    [Fact]
    public void A_substitute_that_the_banner_shows_anyway_is_shown_once_in_its_place()
    {
        var book = new HelplineBook([Entry("3018", [Daytime], "119"), Entry("3020", [Daytime], "119"), Entry("119")]);
        _clock.Advance(TimeSpan.FromHours(11));

        Shown(book, new("3018", "Violences numériques"), new("119", "Enfance en danger")).ShouldBe(["tel:119 Enfance en danger open"]);
        Shown(book, new("3018", "Violences numériques"), new("3020", "Harcèlement")).ShouldBe(["tel:119 Nom du 119 open"]);
    }

    [Fact]
    public void Without_an_open_substitute_it_stays_and_says_when_it_opens()
    {
        var book = new HelplineBook([Entry("3018", [Daytime], "3020"), Entry("3020", [Daytime])]);
        _clock.Advance(TimeSpan.FromHours(11));

        Shown(book, new LiveHelpline("3018", "Violences numériques")).ShouldBe(["tel:3018 Violences numériques closed until 2026-12-02 08:00"]);
    }

    [Fact]
    public void A_substitute_is_named_in_the_banners_language_else_the_campaigns()
    {
        var book = new HelplineBook([Entry("3018", [Daytime], "119"), Entry("119")]);
        _clock.Advance(TimeSpan.FromHours(11));

        ShownIn("en-GB", book, new LiveHelpline("3018", "Online")).ShouldBe(["tel:119 Name of 119 open"]);
        ShownIn("ar", book, new LiveHelpline("3018", "Online")).ShouldBe(["tel:119 Nom du 119 open"]);
    }

    [Fact]
    public void A_number_of_another_country_is_another_helpline()
    {
        var book = new HelplineBook([Entry("112", [Daytime], "119"), Entry("119")]);
        _clock.Advance(TimeSpan.FromHours(11));

        Shown(book, new LiveHelpline("112", "Notruf", "DE")).ShouldBe(["tel:112 Notruf open"]);
    }

    [Fact]
    public void Chat_and_text_messages_are_part_of_the_answer()
    {
        var book = new HelplineBook([
            Entry("114") with { Kind = HelplineKind.Sms, Chat = "https://chat.test" },
            Entry("119") with { Kind = HelplineKind.Both, SmsNumber = "0600000119" },
            Entry("17"),
        ]);

        var shown = Answer(book, "fr", new("114", "Urgence"), new("119", "Appeler"), new("119", "Écrire", Sms: true), new("17", "Police", Sms: true));

        shown.Select(x => (x.Href, x.Sms, x.Chat)).ShouldBe([
            ("sms:114", "114", "https://chat.test"), ("tel:119", "0600000119", null), ("sms:0600000119", "0600000119", null), ("tel:17", null, null)]);
    }

    [Fact]
    public async Task France_is_shipped_and_an_editor_is_told_to_check_it()
    {
        var shipped = await Banners.Seed.HelplineSeed.ReadAsync(TestContext.Current.CancellationToken);
        var book = new HelplineBook(shipped);

        shipped.Select(x => x.Number).ShouldBe(["119", "17", "3018", "3114", "3919", "114", "15", "18", "112", "116000"], ignoreOrder: true);
        shipped.ShouldAllBe(x => x.Country == "FR" && x.TimeZone == "Europe/Paris" && x.Note!.Contains("par un éditeur") && x.Names.ContainsKey("fr") && x.Names.ContainsKey("en"));
        shipped.SelectMany(x => x.Fallback).ShouldBeSubsetOf(shipped.Select(x => x.Number));
        _clock.SetUtcNow(DateTimeOffset.Parse("2026-12-01T22:30:00Z", CultureInfo.InvariantCulture));
        Shown(book, [.. shipped.Where(x => x.Number != "119").Select(x => new LiveHelpline(x.Number, "l"))])
            .ShouldBe(["tel:17 l open", "tel:119 Allô enfance en danger open", "tel:3114 l open", "tel:3919 l open", "sms:114 l open", "tel:15 l open", "tel:18 l open", "tel:112 l open", "tel:116000 l open"]);
    }

    private string[] Shown(HelplineBook book, params LiveHelpline[] wanted) => ShownIn("fr", book, wanted);

    private string[] ShownIn(string locale, HelplineBook book, params LiveHelpline[] wanted) =>
        [.. Answer(book, locale, wanted).Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Href} {x.Label} {(x.Open ? "open" : "closed")}{(x.OpensAt is { } at ? $" until {at.UtcDateTime:yyyy-MM-dd HH:mm}" : "")}"))];

    private IReadOnlyList<DecideBanner.ShownHelpline> Answer(HelplineBook book, string locale, params LiveHelpline[] wanted)
    {
        var banner = new LiveBanner(Guid.CreateVersion7(), locale, "ltr", "Un titre", "Un texte", "Agir", wanted);
        return book.Shown(Campaigns.Of("campaign", []), banner, wanted[0].Country, _clock.GetUtcNow());
    }

    private static HelplineEntry Entry(string number, HelplineHours[]? hours = null, params string[] fallback) => new()
    {
        Country = "FR",
        Number = number,
        Names = new Dictionary<string, string> { ["en"] = $"Name of {number}", ["fr"] = $"Nom du {number}" },
        Kind = HelplineKind.Call,
        TimeZone = "Europe/Paris",
        Hours = hours,
        Fallback = fallback,
    };
}
