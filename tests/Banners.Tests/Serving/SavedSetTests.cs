using System.Text;
using Banners.Data;
using Banners.Serving;

namespace Banners.Tests.Serving;

/// <summary>What a replica leaves for its next start, also for one of a newer version.</summary>
public sealed class SavedSetTests
{
    private const string FirstVersion =
        """
        {"revision":7,"campaigns":[{"id":"01900000-0000-7000-8000-000000000119","revision":3,"name":"119 – Enfance en danger","country":"FR","defaultLocale":"fr","partners":[],
        "keywords":[{"id":"01900000-0000-7000-8000-000000000a01","text":"#119","matchType":3,"kind":null,"negative":false}],"priority":0,"weight":1,"lookalikes":false,"wordClasses":[],"maxPerDay":null,
        "banners":[{"id":"01900000-0000-7000-8000-000000000b01","locale":"fr","dir":"ltr","title":"Le 119 t’écoute","text":"Parles-en.","action":"Agir",
        "helplines":[{"number":"119","label":"Enfance en danger","country":null,"sms":false}],"kind":null}]}]}
        """;

    [Fact]
    public void A_file_from_before_helplines_flights_and_images_still_decides()
    {
        var set = PublishedSet.Load(Encoding.UTF8.GetBytes(FirstVersion));

        set.Revision.ShouldBe(7);
        var campaign = set.Keywords.Find("#119", "tiktok")!.Value.Campaign;
        var banner = campaign.BannersFor("fr-CA", null)[0];
        banner.Weight.ShouldBe(1);
        set.Helplines.Shown(campaign, banner, "FR", DateTimeOffset.UnixEpoch).Single().ShouldBe(new DecideBanner.ShownHelpline("119", "Enfance en danger", "tel:119", Open: true));
    }

    [Fact]
    public void What_is_saved_is_what_is_loaded()
    {
        var campaign = PublishedSet.Load(Encoding.UTF8.GetBytes(FirstVersion)).Campaigns[0];
        campaign = campaign with
        {
            Regions = ["FR-IDF"],
            Flights = [new LiveFlight(DateTimeOffset.UnixEpoch, null, ["mon"], "22:00", "06:00", "Europe/Paris")],
            EvenRotation = true,
            Banners = [campaign.Banners[0] with { Weight = 3, Image = new LiveImage("abc", "Un enfant"), Theme = new LiveTheme("dark", "#ffd166", "#15104f") }],
        };
        var entry = new HelplineEntry
        {
            Country = "FR",
            Number = "3018",
            Names = new Dictionary<string, string> { ["fr"] = "Violences numériques" },
            Kind = HelplineKind.Both,
            SmsNumber = "3019",
            Chat = "https://3018.fr",
            TimeZone = "Europe/Paris",
            Hours = [new HelplineHours(["mon"], "09:00", "23:00")],
            Languages = ["fr"],
            LastChecked = new DateOnly(2026, 1, 2),
            Note = "n",
            Fallback = ["119"],
        };

        var saved = PublishedSet.Of(9, [campaign], [entry]).Save();

        Encoding.UTF8.GetString(PublishedSet.Load(saved).Save()).ShouldBe(Encoding.UTF8.GetString(saved));
        Encoding.UTF8.GetString(saved).ShouldContain("\"smsNumber\":\"3019\"");
        PublishedSet.Load(saved).Campaigns[0].Flights[0].From.ShouldBe("22:00");
    }
}
