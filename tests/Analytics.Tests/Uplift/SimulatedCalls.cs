using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Analytics.Tests.Uplift;

/// <summary>
/// A helpline's calls with a campaign whose effect is known. Written, with the seeds of <see cref="Fixed"/>, before the method that is
/// tried on it; the method was calibrated on other seeds (<see cref="Calibration"/>) only.
/// </summary>
internal sealed class SimulatedCalls
{
    /// <summary>The seeds that the method is judged by.</summary>
    public static IEnumerable<int> Fixed { get; } = Enumerable.Range(1, 2_000);

    /// <summary>Where the method may be looked at while it is made.</summary>
    public static IEnumerable<int> Calibration { get; } = Enumerable.Range(1_000_001, 2_000);

    private SimulatedCalls(DateOnly start, double rho, double effect, long[] before, long[] without, long[] with)
    {
        Start = start;
        Rho = rho;
        Effect = effect;
        Before = before;
        Without = without;
        With = with;
    }

    /// <summary>First day of the campaign.</summary>
    public DateOnly Start { get; }

    /// <summary>Autocorrelation from day to day of the latent demand, on the log scale: 0–0.6.</summary>
    public double Rho { get; }

    /// <summary>0 in half of the seeds, else −0.1 to 1: by how much the campaign changes the expected calls of each of its days.</summary>
    public double Effect { get; }

    /// <summary>Calls of the days before the campaign, 8–60 weeks of them.</summary>
    public long[] Before { get; }

    /// <summary>Calls of the campaign's days (7–56) as they would have been without it. Nobody sees them in reality.</summary>
    public long[] Without { get; }

    /// <summary>Calls of the campaign's days as they came.</summary>
    public long[] With { get; }

    /// <summary>
    /// The truth: calls that came less those that would have come on the same days. This is what the campaign did, not what it would do
    /// on average if the same weeks came again.
    /// </summary>
    public long Truth => With.Sum() - Without.Sum();

    public static SimulatedCalls Of(int seed)
    {
        var random = new MersenneTwister(seed);
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        double BetweenLogs(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));

        var rho = Between(0, 0.6);
        var level = BetweenLogs(20, 1_500);
        var trend = Between(-0.01, 0.01) / 7;
        var weekdays = Enumerable.Range(0, 7).Select(_ => Normal.Sample(random, 0, 0.08)).ToArray();
        var weekend = Between(0, 0.5);
        weekdays[(int)DayOfWeek.Saturday] -= weekend;
        weekdays[(int)DayOfWeek.Sunday] -= weekend;
        var days = 7 * random.Next(8, 61);
        var length = random.Next(7, 57);
        var start = new DateOnly(2024, 1, 1).AddDays(random.Next(0, 365));
        // Over-dispersion: demand that persists (log-normal) and, in half of the seeds, unrest of single days (gamma) under the Poisson counts.
        var spread = Between(0.05, 0.25);
        var shape = random.NextDouble() < 0.5 ? BetweenLogs(5, 100) : (double?)null;
        var effect = random.NextDouble() < 0.5 ? 0 : Between(-0.1, 1);

        var before = new long[days];
        var without = new long[length];
        var with = new long[length];
        var latent = Normal.Sample(random, 0, spread);
        for (var i = 0; i < days + length; i++)
        {
            if (i > 0)
                latent = rho * latent + Normal.Sample(random, 0, spread * Math.Sqrt(1 - rho * rho));
            var day = start.AddDays(i - days);
            var mean = level * Math.Exp(trend * (i - days) + weekdays[(int)day.DayOfWeek] + latent - spread * spread / 2);
            if (shape is { } k)
                mean *= Gamma.Sample(random, k, k);
            var calls = (long)Poisson.Sample(random, mean);
            if (i < days)
            {
                before[i] = calls;
                continue;
            }

            without[i - days] = calls;
            with[i - days] = effect >= 0
                ? calls + (effect > 0 ? Poisson.Sample(random, effect * mean) : 0)
                : Binomial.Sample(random, 1 + effect, (int)calls);
        }

        return new SimulatedCalls(start, rho, effect, before, without, with);
    }
}
