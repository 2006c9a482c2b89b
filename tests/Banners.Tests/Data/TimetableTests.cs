using System.Globalization;
using Banners.Data;
using Microsoft.Extensions.Time.Testing;

namespace Banners.Tests.Data;

public sealed class TimetableTests
{
    private static readonly TimeZoneInfo Paris = Timetable.Zone("Europe/Paris")!;

    [Theory]
    [InlineData("2026-07-01T06:59:59Z", false)] // 08:59:59 in summer
    [InlineData("2026-07-01T07:00:00Z", true)]
    [InlineData("2026-07-01T20:59:59Z", true)]
    [InlineData("2026-07-01T21:00:00Z", false)] // 23:00
    [InlineData("2026-12-01T07:59:59Z", false)] // 08:59:59 in winter
    [InlineData("2026-12-01T08:00:00Z", true)]
    [InlineData("2026-12-01T21:59:59Z", true)]
    [InlineData("2026-12-01T22:00:00Z", false)]
    public void It_opens_and_closes_by_the_clock_of_its_zone_in_summer_and_in_winter(string at, bool open) => Daily("09:00", "23:00").IsOpen(At(at)).ShouldBe(open);

    [Theory]
    [InlineData("2026-12-04T20:59:00Z", false)] // Friday 21:59
    [InlineData("2026-12-04T21:00:00Z", true)] // Friday 22:00
    [InlineData("2026-12-04T23:30:00Z", true)] // Saturday 00:30
    [InlineData("2026-12-05T04:59:00Z", true)] // Saturday 05:59
    [InlineData("2026-12-05T05:00:00Z", false)] // Saturday 06:00
    [InlineData("2026-12-05T21:00:00Z", false)] // Saturday 22:00
    public void Hours_past_midnight_belong_to_the_day_on_which_they_begin(string at, bool open) => On(["fri"], "22:00", "06:00").IsOpen(At(at)).ShouldBe(open);

    [Theory]
    [InlineData("2026-12-06T21:00:00Z", true)] // Sunday 22:00
    [InlineData("2026-12-06T23:00:00Z", true)] // Monday 00:00
    [InlineData("2026-12-07T04:59:59Z", true)] // Monday 05:59:59
    [InlineData("2026-12-07T05:00:00Z", false)]
    public void A_sundays_night_goes_over_into_the_next_week(string at, bool open) => On(["sun"], "22:00", "06:00").IsOpen(At(at)).ShouldBe(open);

    [Theory]
    [InlineData("00:00", "00:00")]
    [InlineData("09:00", "09:00")]
    public void From_a_time_to_the_same_time_is_a_whole_day(string from, string to)
    {
        var always = Daily(from, to);
        for (var at = At("2026-03-27T00:00:00Z"); at < At("2026-04-03T00:00:00Z"); at += TimeSpan.FromMinutes(7))
            always.IsOpen(at).ShouldBeTrue(at.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-12-01T03:00:00Z", "2026-12-01T08:00:00Z")]
    [InlineData("2026-12-01T22:00:00Z", "2026-12-02T08:00:00Z")]
    [InlineData("2026-03-28T22:30:00Z", "2026-03-29T07:00:00Z")] // the night in which summer time begins
    [InlineData("2026-10-24T21:30:00Z", "2026-10-25T08:00:00Z")] // and ends
    public void It_says_when_it_opens_next(string at, string opens) => Daily("09:00", "23:00").OpensAt(At(at)).ShouldBe(At(opens));

    [Fact]
    public void The_next_opening_may_be_days_away_and_in_the_next_week() =>
        On(["tue"], "08:30", "12:00").OpensAt(At("2026-12-01T11:00:00Z")).ShouldBe(At("2026-12-08T07:30:00Z"));

    [Fact]
    public void An_opening_that_summer_time_leaves_out_is_the_moment_of_the_change()
    {
        var night = Daily("02:30", "04:00");
        var change = At("2026-03-29T01:00:00Z"); // 02:00 becomes 03:00

        night.IsOpen(change - TimeSpan.FromSeconds(1)).ShouldBeFalse();
        night.OpensAt(change - TimeSpan.FromMinutes(10)).ShouldBe(change);
        night.IsOpen(change).ShouldBeTrue();
    }

    [Fact]
    public void An_opening_that_comes_twice_is_the_first_of_the_two_that_is_still_to_come()
    {
        var night = Daily("02:30", "04:00");

        night.OpensAt(At("2026-10-25T00:10:00Z")).ShouldBe(At("2026-10-25T00:30:00Z")); // 02:10 summer time
        night.OpensAt(At("2026-10-25T01:10:00Z")).ShouldBe(At("2026-10-25T01:30:00Z")); // 02:10 winter time
    }

    [Fact]
    public void It_follows_a_clock_that_runs_through_the_change_of_time()
    {
        var clock = new FakeTimeProvider(At("2026-03-28T21:59:00Z"));
        var daily = Daily("09:00", "23:00");
        var changes = new List<string>();
        var open = daily.IsOpen(clock.GetUtcNow());
        for (var minute = 0; minute < 2 * 24 * 60; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            if (daily.IsOpen(clock.GetUtcNow()) != open)
                changes.Add($"{clock.GetUtcNow():dd HH:mm} {((open = !open) ? "open" : "closed")}");
        }

        changes.ShouldBe(["28 22:00 closed", "29 07:00 open", "29 21:00 closed", "30 07:00 open", "30 21:00 closed"]);
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var table = Daily("09:00", "23:00");
        var at = At("2026-07-01T00:00:00Z");
        table.IsOpen(at);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            table.IsOpen(at += TimeSpan.FromMinutes(11));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("Europe/Paris", true)]
    [InlineData("America/Martinique", true)]
    [InlineData("UTC", true)]
    [InlineData("Paris", false)]
    [InlineData("Romance Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_known_by_its_IANA_name(string? name, bool known) => (Timetable.Zone(name) is not null).ShouldBe(known);

    private static Timetable Daily(string from, string to) => On([], from, to);

    private static Timetable On(string[] days, string from, string to) => new(Paris, [(days, from, to)]);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
