namespace Analytics.Tests.Uplift;

/// <summary>The simulation is what it says it is: nobody should trust a method proven on a wrong one.</summary>
public sealed class SimulatedCallsTests
{
    private static readonly Lazy<SimulatedCalls[]> All = new(() => [.. SimulatedCalls.Fixed.AsParallel().AsOrdered().Select(SimulatedCalls.Of)]);

    [Fact]
    public void The_seeds_span_what_they_should()
    {
        var all = All.Value;

        all.Length.ShouldBe(2_000);
        all.ShouldAllBe(x => x.Rho >= 0 && x.Rho <= 0.6 && x.Before.Length >= 56 && x.Before.Length <= 420 && x.With.Length >= 7 && x.With.Length <= 56);
        all.Count(x => x.Rho > 0.5).ShouldBeInRange(250, 420);
        all.Count(x => x.Before.Length < 15 * 7).ShouldBeInRange(180, 350);
        all.Count(x => x.Before.Average() < 50).ShouldBeInRange(300, 600);
        all.Count(x => x.Before.Average() > 500).ShouldBeInRange(300, 700);
    }

    [Fact]
    public void Half_of_the_seeds_have_no_effect_and_then_the_campaign_changes_nothing()
    {
        var none = All.Value.Where(x => x.Effect == 0).ToArray();

        none.Length.ShouldBeInRange(930, 1_070);
        none.ShouldAllBe(x => x.Truth == 0);
        All.Value.Where(x => x.Effect > 0.05).ShouldAllBe(x => x.Truth > 0);
        All.Value.Where(x => x.Effect < -0.05).ShouldAllBe(x => x.Truth < 0);
    }

    [Fact]
    public void A_seed_gives_the_same_calls_each_time() =>
        SimulatedCalls.Of(7).With.ShouldBe(SimulatedCalls.Of(7).With);

    [Fact]
    public void Counts_are_over_dispersed_and_follow_each_other_as_said()
    {
        var (high, low) = (All.Value.Where(x => x.Rho > 0.45 && x.Before.Average() > 300).ToArray(), All.Value.Where(x => x.Rho < 0.15).ToArray());

        high.Average(Autocorrelation).ShouldBeGreaterThan(low.Average(Autocorrelation) + 0.15);
        All.Value.Count(x => Dispersion(x.Before) > 1.2).ShouldBeGreaterThan(1_900);
    }

    // Of the differences from the same weekday a week before, which have neither weekly pattern nor level.
    private static double Autocorrelation(SimulatedCalls calls)
    {
        var differences = calls.Before.Skip(7).Zip(calls.Before, (now, then) => Math.Log(now + 0.5) - Math.Log(then + 0.5)).ToArray();
        return differences.Skip(1).Zip(differences, (a, b) => a * b).Sum() / differences.Sum(x => x * x);
    }

    private static double Dispersion(long[] calls) =>
        calls.Sum(x => Math.Pow(x - calls.Average(), 2)) / (calls.Length - 1) / calls.Average();
}
