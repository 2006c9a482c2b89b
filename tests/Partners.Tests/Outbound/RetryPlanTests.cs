using Partners.Outbound;

namespace Partners.Tests.Outbound;

public sealed class RetryPlanTests
{
    private static readonly WebhookOptions Options = new() { RetrySchedule = "00:00:10 00:01:00", Jitter = 0.2, LongestRetryAfter = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(1, 0.0, 8)]
    [InlineData(1, 0.5, 10)]
    [InlineData(2, 0.5, 60)]
    [InlineData(2, 0.999999, 72)]
    public void The_schedule_gives_the_wait_and_chance_a_fifth_of_it(int failures, double chance, int seconds) =>
        RetryPlan.NextWait(failures, null, Options, new Fixed(chance))!.Value.TotalSeconds.ShouldBe(seconds, 0.01);

    [Fact]
    public void When_the_schedule_is_used_up_there_is_no_wait() => RetryPlan.NextWait(3, TimeSpan.FromSeconds(1), Options, new Fixed(0.5)).ShouldBeNull();

    [Theory]
    [InlineData(30, 30)]
    [InlineData(5, 10)]
    [InlineData(-5, 10)]
    [InlineData(86_400, 3_600)]
    public void A_receiver_may_ask_for_longer_but_not_for_ever(int asked, int seconds) =>
        RetryPlan.NextWait(1, TimeSpan.FromSeconds(asked), Options, new Fixed(0.5)).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(200, "delivered", false)]
    [InlineData(204, "delivered", false)]
    [InlineData(301, "redirected", true)]
    [InlineData(400, "rejected", true)]
    [InlineData(410, "gone", false)]
    [InlineData(429, "rate-limited", true)]
    [InlineData(500, "server-error", true)]
    [InlineData(504, "server-error", true)]
    public void An_answer_has_a_category_and_the_category_says_whether_to_try_again(int status, string name, bool retryable)
    {
        var result = DeliveryResults.Of((System.Net.HttpStatusCode)status);
        result.Name().ShouldBe(name);
        result.Retryable().ShouldBe(retryable);
    }

    [Fact]
    public void Every_category_has_a_name_and_a_rule()
    {
        foreach (var result in Enum.GetValues<DeliveryResult>())
        {
            result.Name().ShouldNotBeEmpty();
            Should.NotThrow(() => result.Retryable());
        }
    }

    private sealed class Fixed(double chance) : Random
    {
        public override double NextDouble() => chance;
    }
}
