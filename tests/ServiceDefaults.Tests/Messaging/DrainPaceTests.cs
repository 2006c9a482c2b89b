using Microsoft.Extensions.Time.Testing;
using ServiceDefaults.Messaging;

namespace ServiceDefaults.Tests.Messaging;

public sealed class DrainPaceTests
{
    private static readonly TimeSpan Fine = DrainPace.Bearable;
    private static readonly TimeSpan Late = DrainPace.Bearable + TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Soon = DrainPace.Soon - TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly DrainPace _pace;

    public DrainPaceTests() => _pace = new(_clock);

    [Fact]
    public void Without_new_events_nothing_is_paced()
    {
        _pace.Messages.ShouldBe(DrainPace.Most);
        _pace.RestAfter(TimeSpan.Zero).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void With_new_events_the_first_turn_takes_the_least_and_each_one_more_up_to_the_most()
    {
        Turns(0).ShouldBe(DrainPace.Least);
        Turns(7).ShouldBe(DrainPace.Least + 7);
        Turns(1000).ShouldBe(DrainPace.Most);
    }

    [Fact]
    public void A_batch_that_took_too_long_halves_the_next_turn_and_others_of_the_same_turn_do_not_halve_it_again()
    {
        Turns(40 - DrainPace.Least).ShouldBe(40);

        for (var i = 0; i < 5; i++)
            _pace.Kept(Late);
        _pace.Messages.ShouldBe(20);

        _pace.Left(Soon, full: true);
        _pace.Messages.ShouldBe(20, "the turn that was felt earns nothing");
        Turns(1).ShouldBe(21);
    }

    [Fact]
    public void However_late_new_events_are_the_least_leaves_each_turn()
    {
        for (var i = 0; i < 50; i++)
        {
            _pace.Kept(Late);
            _pace.Left(Soon, full: true);
        }

        _pace.Messages.ShouldBe(DrainPace.Least);
    }

    [Fact]
    public void Turns_that_are_shorter_than_the_beat_wait_for_it_and_longer_ones_do_not()
    {
        _pace.Kept(Fine);

        _pace.RestAfter(DrainPace.Beat / 5).ShouldBe(DrainPace.Beat * 4 / 5);
        _pace.RestAfter(DrainPace.Beat * 2).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void When_events_stop_coming_the_rest_leaves_at_once_and_when_they_come_again_the_pace_is_the_old_one()
    {
        Turns(4).ShouldBe(DrainPace.Least + 4);

        _clock.Advance(TimeSpan.FromMilliseconds(251));
        _pace.Messages.ShouldBe(DrainPace.Most);
        _pace.RestAfter(TimeSpan.Zero).ShouldBe(TimeSpan.Zero);
        _pace.Left(Soon, full: true);

        _pace.Kept(Fine);
        _pace.Messages.ShouldBe(DrainPace.Least + 4);
    }

    [Fact]
    public void A_broker_that_takes_nothing_is_asked_with_the_least_and_the_drain_begins_with_that()
    {
        Turns(30);

        _pace.Stopped();

        Turns(0).ShouldBe(DrainPace.Least);
        Turns(1).ShouldBe(DrainPace.Least + 1);
    }

    [Fact]
    public void A_turn_that_the_broker_confirms_late_halves_the_next_one_until_new_events_may_follow()
    {
        Turns(35).ShouldBe(40);

        _pace.Left(DrainPace.Soon, full: true).ShouldBeFalse();
        _pace.Messages.ShouldBe(20);
        _pace.Left(DrainPace.Soon, full: false).ShouldBeFalse();
        _pace.Messages.ShouldBe(10);

        _pace.Left(Soon, full: true).ShouldBeTrue();
        _pace.Messages.ShouldBe(11);
    }

    [Fact]
    public void A_turn_that_found_less_than_it_might_take_earns_nothing()
    {
        Turns(3);

        _pace.Left(Soon, full: false).ShouldBeTrue();

        _pace.Messages.ShouldBe(DrainPace.Least + 3);
    }

    /// <summary>Turns that new events did not feel; returns what the next may take.</summary>
    private int Turns(int count)
    {
        _pace.Kept(Fine);
        for (var turn = 0; turn < count; turn++)
            _pace.Left(Soon, full: true);
        return _pace.Messages;
    }
}
