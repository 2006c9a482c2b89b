using Analytics.Calls;
using Analytics.Uplift;

namespace Analytics.Tests.Uplift;

public sealed class UsableDaysTests
{
    // A Monday.
    private static readonly DateOnly Start = new(2024, 7, 1);
    private static readonly DateOnly To = Start.AddDays(13);

    [Fact]
    public void Eight_weeks_are_enough_and_a_day_less_is_not()
    {
        Of(Calls(56)).Refused.ShouldBeNull();
        Of(Calls(55)).Refused.ShouldBe(Refusal.TooShort);
        Of(Calls(55)).Weeks.ShouldBe(7);
    }

    [Fact]
    public void A_day_of_which_only_some_hours_were_imported_is_left_out()
    {
        var calls = Calls(70).ConvertAll(x => x with { Hours = 14 });
        calls[10] = calls[10] with { Hours = 9 };
        calls[20] = calls[20] with { Hours = null };

        var days = Of(calls);

        days.Excluded.ShouldBe([new ExcludedDay(calls[10].Day, Exclusion.SomeHours)]);
        days.Refused.ShouldBeNull();
    }

    [Fact]
    public void The_first_days_that_come_by_hour_are_whole_with_24_of_them_only()
    {
        var calls = Calls(70);
        calls[^1] = calls[^1] with { Hours = 24 };
        calls[^2] = calls[^2] with { Hours = 14 };

        Of(calls).Excluded.ShouldBe([new ExcludedDay(calls[^2].Day, Exclusion.SomeHours)]);
    }

    [Fact]
    public void A_weekday_with_shorter_hours_is_whole_all_the_same()
    {
        var calls = Calls(70).ConvertAll(x => x with { Hours = x.Day.DayOfWeek == DayOfWeek.Sunday ? 8 : 24 });

        Of(calls).Excluded.ShouldBeEmpty();
    }

    [Fact]
    public void The_short_day_of_summer_time_is_whole_with_23_hours_and_another_Sunday_is_not()
    {
        var start = new DateOnly(2024, 4, 15);
        var calls = Calls(70, start).ConvertAll(x => x with { Hours = x.Day is { Month: 3, Day: 31 or 24 } ? 23 : 24 });

        UsableDays.Of(calls, start.AddDays(-70), start, start.AddDays(13), DateOnly.MaxValue).Excluded.ShouldBe([new ExcludedDay(new DateOnly(2024, 3, 24), Exclusion.SomeHours)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_helpline_closed_on_Sundays_misses_nothing_there(bool zeros)
    {
        var calls = Calls(70).ConvertAll(x => x.Day.DayOfWeek == DayOfWeek.Sunday ? x with { Calls = 0 } : x);
        if (!zeros)
            calls.RemoveAll(x => x.Day.DayOfWeek == DayOfWeek.Sunday);

        var days = Of(calls);

        days.Refused.ShouldBeNull();
        (days.MissingBefore, days.MissingDuring).ShouldBe((0, 0));
        days.During.Count.ShouldBe(12);
        days.Excluded.Count.ShouldBe(12);
        days.Excluded.ShouldAllBe(x => x.Reason == (zeros ? Exclusion.Closed : Exclusion.NoFigure) && x.Day.DayOfWeek == DayOfWeek.Sunday);
    }

    [Fact]
    public void A_weekday_that_opens_with_the_campaign_has_nothing_to_be_compared_with()
    {
        var calls = Calls(70);
        calls.RemoveAll(x => x.Day < Start && x.Day.DayOfWeek == DayOfWeek.Sunday);

        var days = Of(calls);

        days.Excluded.Where(x => x.Day >= Start).ShouldAllBe(x => x.Reason == Exclusion.RareWeekday && x.Day.DayOfWeek == DayOfWeek.Sunday);
        days.MissingDuring.ShouldBe(2);
    }

    [Fact]
    public void One_missing_day_in_five_is_allowed_before_and_during()
    {
        var calls = Calls(70);
        var fewer = calls.Where((x, i) => i == 0 || x.Day >= Start || i % 5 != 4).ToList();

        Of(fewer).Refused.ShouldBeNull();
        fewer.RemoveAll(x => x.Day == Start.AddDays(-3));
        Of(fewer).Refused.ShouldBe(Refusal.TooManyMissingBefore);
        Of([.. calls.Where(x => x.Day < Start || x.Day.Day > 2)]).Refused.ShouldBeNull();
        Of([.. calls.Where(x => x.Day < Start || x.Day.Day > 3)]).Refused.ShouldBe(Refusal.TooManyMissingDuring);
        Of([.. calls.Where(x => x.Day < Start)]).Refused.ShouldBe(Refusal.NoCampaignDays);
        Of([]).Refused.ShouldBe(Refusal.NoCampaignDays);
    }

    [Fact]
    public void A_day_that_is_not_over_is_not_read()
    {
        var days = UsableDays.Of(Calls(70), Start.AddDays(-70), Start, To, today: To);

        days.Excluded.ShouldBe([new ExcludedDay(To, Exclusion.NotOver)]);
    }

    [Fact]
    public void A_constant_series_zeros_and_very_few_calls_are_refused()
    {
        Of(Calls(70).ConvertAll(x => x with { Calls = 100 })).Refused.ShouldBe(Refusal.Constant);
        Of(Calls(70).ConvertAll(x => x with { Calls = x.Calls / 12 })).Refused.ShouldBe(Refusal.TooFewCalls);
        // All weekdays closed: nothing is usable.
        Of(Calls(70).ConvertAll(x => x with { Calls = 0 })).Refused.ShouldBe(Refusal.NoCampaignDays);
    }

    [Fact]
    public void Pretended_campaigns_do_not_overlap_and_have_eight_weeks_before_them()
    {
        var placebos = PlaceboTest.Of(Of(Calls(100)), 14, TestContext.Current.CancellationToken);

        placebos.Select(x => (x.From, x.To)).ShouldBe([
            (Start.AddDays(-14), Start.AddDays(-1)), (Start.AddDays(-28), Start.AddDays(-15)), (Start.AddDays(-42), Start.AddDays(-29))]);
        placebos.ShouldAllBe(x => x.WeeksBefore >= 8 && x.Cumulative.Days == 14);
        PlaceboTest.Of(Of(Calls(69)), 14, TestContext.Current.CancellationToken).ShouldBeEmpty();
        PlaceboTest.Of(Of(Calls(420)), 14, TestContext.Current.CancellationToken).Count.ShouldBe(PlaceboTest.Most);
    }

    [Fact]
    public void A_jump_before_the_campaign_shows_in_the_placebo_test()
    {
        var jump = Calls(200).ConvertAll(x => x.Day >= Start.AddDays(-28) ? x with { Calls = 2 * x.Calls } : x);

        var placebos = PlaceboTest.Of(Of(jump), 14, TestContext.Current.CancellationToken);

        placebos.Single(x => x.From == Start.AddDays(-28)).ShouldSatisfyAllConditions(x => x.Alarm.ShouldBeTrue(), x => x.Cumulative.Relative.ShouldBe(1, 0.2));
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(12, 2, false)]
    [InlineData(12, 3, true)]
    [InlineData(12, 0, false)]
    public void Alarms_are_too_many_when_chance_would_hardly_give_as_many(int placebos, int alarms, bool many)
    {
        var none = new CumulativeUplift(14, 100, 100, 0, -10, 10, 0, -0.1, 0.1);

        PlaceboTest.TooManyAlarms([.. Enumerable.Range(0, placebos).Select(i => new Placebo(Start, To, 8, i < alarms, none))]).ShouldBe(many);
    }

    private static UsableDays Of(List<DailyCall> calls) => UsableDays.Of(calls, calls.Count == 0 ? Start.AddDays(-70) : calls[0].Day, Start, To, DateOnly.MaxValue);

    // So many days before the campaign and its 14 days, with a little unrest.
    private static List<DailyCall> Calls(int before, DateOnly? start = null) =>
        [.. Enumerable.Range(-before, before + 14).Select(i => new DailyCall((start ?? Start).AddDays(i), 100 + (i * i * 31 + 7 * i + 5000) % 17, null, false))];
}
