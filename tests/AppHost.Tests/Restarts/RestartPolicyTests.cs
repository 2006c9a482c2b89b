using AppHost.Restarts;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Time.Testing;

namespace AppHost.Tests.Restarts;

public sealed class RestartPolicyTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RestartPolicy _policy;

    public RestartPolicyTests() => _policy = new(_clock);

    [Fact]
    public void A_crash_is_answered_after_a_second() => Crash().ShouldBe(TimeSpan.FromSeconds(1));

    [Fact]
    public void Each_further_crash_waits_twice_as_long_up_to_thirty_seconds() =>
        Enumerable.Range(0, 8).Select(_ => Crash()!.Value.TotalSeconds).ShouldBe([1, 2, 4, 8, 16, 30, 30, 30]);

    [Theory]
    [InlineData(9.9, 4)]
    [InlineData(10, 1)]
    public void Only_ten_seconds_of_health_make_the_wait_short_again(double healthySeconds, double nextWait)
    {
        Crash();
        Crash();
        _policy.Observe(KnownResourceStates.Running, healthy: true);
        _clock.Advance(TimeSpan.FromSeconds(healthySeconds));
        _policy.Observe(KnownResourceStates.Finished, healthy: false).ShouldBe(TimeSpan.FromSeconds(nextWait));
    }

    [Fact]
    public void Health_that_breaks_off_is_counted_from_its_return()
    {
        Crash();
        _policy.Observe(KnownResourceStates.Running, healthy: true);
        _clock.Advance(TimeSpan.FromSeconds(6));
        _policy.Observe(KnownResourceStates.Running, healthy: false);
        _policy.Observe(KnownResourceStates.Running, healthy: true);
        _clock.Advance(TimeSpan.FromSeconds(6));
        _policy.Observe(KnownResourceStates.Finished, healthy: false).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void What_was_stopped_by_hand_stays_stopped()
    {
        _policy.Observe(KnownResourceStates.Running, healthy: true);
        _policy.Observe(KnownResourceStates.Stopping, healthy: true);
        _policy.Observe(KnownResourceStates.Finished, healthy: false).ShouldBeNull();
        _policy.Observe(KnownResourceStates.Exited, healthy: false).ShouldBeNull();
    }

    [Fact]
    public void What_was_stopped_and_started_by_hand_comes_back_when_it_crashes_later()
    {
        _policy.Observe(KnownResourceStates.Stopping, healthy: true);
        _policy.Observe(KnownResourceStates.Finished, healthy: false);
        _policy.Observe(KnownResourceStates.Starting, healthy: false);
        Crash().ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void One_crash_reported_twice_is_one_crash()
    {
        Crash().ShouldNotBeNull();
        _policy.Observe(KnownResourceStates.Finished, healthy: false).ShouldBeNull();
        _policy.Observe(KnownResourceStates.Exited, healthy: false).ShouldBeNull();
        _policy.Crashes.ShouldBe(1);
    }

    [Theory]
    [InlineData("Finished")]
    [InlineData("Exited")]
    [InlineData("FailedToStart")]
    public void Every_way_to_end_is_a_crash(string state) => _policy.Observe(state, healthy: false).ShouldNotBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("NotStarted")]
    [InlineData("Waiting")]
    [InlineData("RuntimeUnhealthy")]
    public void What_never_ran_or_runs_badly_is_no_crash(string? state) => _policy.Observe(state, healthy: false).ShouldBeNull();

    private TimeSpan? Crash()
    {
        _policy.Observe(KnownResourceStates.Running, healthy: false);
        return _policy.Observe(KnownResourceStates.Finished, healthy: false);
    }
}
