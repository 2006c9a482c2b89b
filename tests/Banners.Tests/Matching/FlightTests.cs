using System.Globalization;
using Banners.Data;
using Banners.Matching;
using Microsoft.Extensions.Time.Testing;

namespace Banners.Tests.Matching;

public sealed class FlightTests
{
    private static readonly LiveFlight Evenings = new(null, null, ["fri", "sat"], "22:00", "06:00", "Europe/Paris");
    private readonly FakeTimeProvider _clock = new(At("2026-12-04T20:59:59Z")); // Friday 21:59:59

    [Fact]
    public void Outside_its_flights_a_campaign_leaves_the_search_to_the_next_one()
    {
        var set = new KeywordSet([Campaign("evenings", 1, Evenings), Campaign("always", 0)]);

        Shown(set).ShouldBe("always");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Shown(set).ShouldBe("evenings");
        _clock.Advance(TimeSpan.FromHours(8));
        Shown(set).ShouldBe("always");
    }

    [Fact]
    public void A_flight_begins_at_its_start_and_is_over_at_its_end()
    {
        var set = new KeywordSet([Campaign("dated", 0, new LiveFlight(At("2026-12-04T21:00:00Z"), At("2026-12-05T21:00:00Z"), [], null, null, "Europe/Paris"))]);

        Shown(set).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Shown(set).ShouldBe("dated");
        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Shown(set).ShouldBe("dated");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Shown(set).ShouldBeNull();
    }

    [Fact]
    public void A_campaign_answers_inside_any_of_its_flights()
    {
        var set = new KeywordSet([Campaign("both", 0, Evenings, new LiveFlight(null, null, ["wed"], null, "12:00", "Europe/Paris"))]);

        Shown(set).ShouldBeNull();
        _clock.SetUtcNow(At("2026-12-09T10:00:00Z"));
        Shown(set).ShouldBe("both");
        _clock.SetUtcNow(At("2026-12-09T11:00:00Z"));
        Shown(set).ShouldBeNull();
    }

    [Fact]
    public void A_flight_with_a_start_and_hours_needs_both()
    {
        var set = new KeywordSet([Campaign("later", 0, Evenings with { Start = At("2026-12-05T00:00:00Z") })]);

        _clock.Advance(TimeSpan.FromHours(1));
        Shown(set).ShouldBeNull();
        _clock.Advance(TimeSpan.FromHours(3));
        Shown(set).ShouldBe("later");
    }

    [Theory]
    [InlineData("FR-IDF", null, true)]
    [InlineData("fr-idf", "FR", true)]
    [InlineData("IDF", "fr", true)]
    [InlineData("IDF", null, true)] // in the campaign's country
    [InlineData("IDF", "BE", false)]
    [InlineData("FR-BRE", "FR", false)]
    [InlineData("BRU", "BE", true)]
    [InlineData("IDFX", "FR", false)]
    [InlineData("FR", "FR", false)]
    [InlineData(null, "FR", false)]
    public void A_campaign_with_regions_answers_there_and_nowhere_else(string? region, string? country, bool shown)
    {
        var set = new KeywordSet([Campaign("regional", 1) with { Regions = ["FR-IDF", "BE-BRU"] }, Campaign("everywhere", 0)]);

        Shown(set, region, country).ShouldBe(shown ? "regional" : "everywhere");
    }

    [Fact]
    public void What_matches_and_may_not_answer_is_told_with_its_reason()
    {
        var set = new KeywordSet([
            Campaign("later", 9, Evenings), Campaign("elsewhere", 9) with { Regions = ["BE-BRU"] }, Campaign("others", 9) with { Partners = ["twitter"] },
            Campaign("enough", 9) with { MaxPerDay = 1 }, Campaign("shown", 0), Campaigns.Of("another word", [("danse", KeywordType.Exact)]) with { Flights = [Evenings] },
        ]);
        var asked = Asked() with { ShownToday = 1 };

        set.Find("aide", asked)!.Value.Campaign.Name.ShouldBe("shown");
        set.PassedOver("aide", asked).Select(passed => (passed.Campaign.Name, passed.Why))
            .ShouldBe([("later", Passing.Flight), ("elsewhere", Passing.Region), ("others", Passing.Partner), ("enough", Passing.MaxPerDay)]);
    }

    [Fact]
    public void A_search_outside_and_inside_of_flights_allocates_nothing()
    {
        var set = new KeywordSet([Campaign("evenings", 1, Evenings) with { Regions = ["FR-IDF"] }, Campaign("always", 0)]);
        var asked = Asked() with { Region = "idf" };
        set.Find("aide", asked);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            set.Find("aide", asked with { Now = asked.Now!.Value.AddMinutes(i) });
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Only_a_set_that_cares_about_time_or_place_is_told_them()
    {
        new KeywordSet([Campaign("always", 0)]).LooksAround.ShouldBeFalse();
        new KeywordSet([Campaign("evenings", 0, Evenings)]).LooksAround.ShouldBeTrue();
        new KeywordSet([Campaign("regional", 0) with { Regions = ["FR-IDF"] }]).LooksAround.ShouldBeTrue();
    }

    private string? Shown(KeywordSet set, string? region = null, string? country = null) => set.Find("aide", Asked() with { Region = region, Country = country })?.Campaign.Name;

    private Asked Asked() => new() { Partner = "tiktok", Now = _clock.GetUtcNow() };

    private static LiveCampaign Campaign(string name, int priority, params LiveFlight[] flights) =>
        Campaigns.Of(name, [("aide", KeywordType.Exact)], priority: priority) with { Flights = flights };

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
