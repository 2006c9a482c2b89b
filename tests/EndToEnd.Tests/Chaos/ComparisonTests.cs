namespace EndToEnd.Tests.Chaos;

/// <summary>The checker is checked: what it is there to find, it finds.</summary>
public sealed class ComparisonTests
{
    private static readonly Store Before = new(["old/impression"], [new("rollup_days impression", 1, 1)], Duplicates: 2);

    private static readonly Dictionary<string, bool> Sent = new(StringComparer.Ordinal)
    {
        ["a/impression"] = true,
        ["a/click"] = true,
        ["tiktok https://tiktok.example e1"] = true,
        ["b/impression"] = false,
    };

    private static readonly string[] All = ["old/impression", "a/impression", "a/click", "tiktok https://tiktok.example e1"];

    [Fact]
    public void What_was_acknowledged_and_is_there_once_adds_up()
    {
        var comparison = Comparison.Of(Sent, Before, After(All));
        comparison.AddsUp.ShouldBeTrue(comparison.Explain());
        (comparison.Sent, comparison.Acknowledged, comparison.Counted, comparison.Duplicates).ShouldBe((4, 3, 3, 1L));
    }

    [Fact]
    public void What_was_not_acknowledged_may_be_counted() =>
        Comparison.Of(Sent, Before, After([.. All, "b/impression"])).AddsUp.ShouldBeTrue();

    [Theory]
    [InlineData("a/click")]
    [InlineData("tiktok https://tiktok.example e1")]
    public void An_acknowledged_event_that_is_not_there_is_lost(string missing)
    {
        var comparison = Comparison.Of(Sent, Before, After([.. All.Where(name => name != missing)]));
        comparison.AddsUp.ShouldBeFalse();
        comparison.Lost.ShouldBe([missing]);
        comparison.Explain().ShouldContain(missing);
    }

    [Theory]
    [InlineData("a/impression")]
    [InlineData("old/impression")]
    public void An_event_that_is_there_twice_is_counted_twice(string again)
    {
        var comparison = Comparison.Of(Sent, Before, After([.. All, again]));
        comparison.AddsUp.ShouldBeFalse();
        comparison.Twice.ShouldBe([again]);
    }

    [Fact]
    public void An_event_that_nobody_sent_is_found()
    {
        var comparison = Comparison.Of(Sent, Before, After([.. All, "c/impression"]));
        comparison.AddsUp.ShouldBeFalse();
        comparison.Foreign.ShouldBe(["c/impression"]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void A_rollup_that_is_not_the_sum_of_its_events_is_found(long sum)
    {
        var comparison = Comparison.Of(Sent, Before, After(All) with { Sums = [new("rollup_days click", sum, 4)] });
        comparison.AddsUp.ShouldBeFalse();
        comparison.Explain().ShouldContain("rollup_days click");
    }

    private static Store After(IReadOnlyList<string> events) => new(events, [new("rollup_days impression", events.Count, events.Count)], Duplicates: 3);
}
