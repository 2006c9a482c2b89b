using Analytics.Uplift;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace Analytics.Tests.Uplift;

/// <summary>What a statistician would check by hand.</summary>
public sealed class CallModelTests
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    [Fact]
    public void Without_persistence_the_regression_is_ordinary_least_squares()
    {
        // y = 1, 3, 2, 5 at t = −4 … −1. By hand: slope Σ(t−t̄)(y−ȳ)/Σ(t−t̄)² = 5.5/5 = 1.1, value at 0: 2.75 + 1.1 · 2.5 = 5.5,
        // squares 8.75 − 1.1 · 5.5 = 2.7; standard error of the slope √(2.7/2/5).
        double[] y = [1, 3, 2, 5];
        var fit = NoiseFit.Of([.. y.Select((value, i) => (double[])[1, i - 4, value])], [-4, -3, -2, -1], SerialNoise.None);

        fit.Coefficients[0].ShouldBe(5.5, 1e-12);
        fit.Coefficients[1].ShouldBe(1.1, 1e-12);
        fit.SumOfSquares.ShouldBe(2.7, 1e-12);
        fit.DegreesOfFreedom.ShouldBe(2);
        Math.Sqrt(fit.Variance(1)).ShouldBe(Math.Sqrt(2.7 / 2 / 5), 1e-12);
    }

    [Fact]
    public void With_persistence_and_a_gap_it_is_generalised_least_squares_with_that_covariance()
    {
        double[] y = [1, 3, 2, 5, 4];
        int[] days = [-7, -6, -3, -2, -1];
        var noise = new SerialNoise(0.6, 0.7);
        var fit = NoiseFit.Of([.. y.Select((value, i) => (double[])[1, days[i], value])], days, noise);

        // The textbook's formulae with the whole covariance matrix.
        var v = Matrix<double>.Build.Dense(5, 5, (i, j) => noise.Share * Math.Pow(noise.Rho, Math.Abs(days[i] - days[j])) + (i == j ? 1 - noise.Share : 0));
        var x = Matrix<double>.Build.Dense(5, 2, (i, j) => j == 0 ? 1 : days[i]);
        var calls = Vector<double>.Build.Dense(y);
        var information = x.Transpose() * v.Inverse() * x;
        var b = information.Inverse() * (x.Transpose() * v.Inverse() * calls);
        var rest = calls - x * b;
        fit.Coefficients[0].ShouldBe(b[0], 1e-10);
        fit.Coefficients[1].ShouldBe(b[1], 1e-10);
        fit.SumOfSquares.ShouldBe(rest * (v.Inverse() * rest), 1e-10);
        fit.LogLikelihood.ShouldBe(-0.5 * (Math.Log(v.Determinant()) + Math.Log(information.Determinant()) + 3 * Math.Log(fit.SumOfSquares)), 1e-10);
        // What the days before say of the persistent part on day 0: cov(u₀, y) V⁻¹ (y − Xb).
        var cross = Vector<double>.Build.Dense(5, i => noise.Share * Math.Pow(noise.Rho, -days[i]));
        (fit.State[2] - fit.State[0] * b[0] - fit.State[1] * b[1]).ShouldBe(cross * (v.Inverse() * rest), 1e-10);
        fit.StateVariance.ShouldBe(noise.Share - cross * (v.Inverse() * cross), 1e-10);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Persistence_is_found_in_a_long_series(double rho)
    {
        var random = new MersenneTwister(31);
        var latent = 0.0;
        var before = Enumerable.Range(-2_000, 2_000).Select(i =>
        {
            latent = rho * latent + Normal.Sample(random, 0, 0.2 * Math.Sqrt(1 - rho * rho));
            return DayCalls.Of(Start.AddDays(i), Start, (long)Math.Exp(Math.Log(20_000) + 0.0001 * i + latent));
        }).ToList();

        var model = CallModel.Fit(before);

        model.Average(x => x.Noise.Rho * x.Noise.Share).ShouldBe(rho, 0.05);
        Math.Sqrt(model.Average(x => x.SumOfSquares / x.DegreesOfFreedom)).ShouldBe(0.2, 0.03);
        model.Average(x => x.Coefficients[1] / DayRow.TrendUnit).ShouldBe(0.0001, 0.00003);
        model.Weights.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Known_coefficients_and_counting_noise_alone_give_the_textbooks_prediction_interval()
    {
        // Almost white noise, many days: the interval of one day is exp(x'b ± 1.96 s), to the precision of 4,000 draws.
        var random = new MersenneTwister(7);
        var before = Enumerable.Range(-420, 420).Select(i => DayCalls.Of(Start.AddDays(i), Start, (long)Math.Round(Math.Exp(Normal.Sample(random, Math.Log(5_000), 0.1))))).ToList();
        var model = CallModel.Fit(before);

        var day = Counterfactual.Draw(model, [(Start, 0)]).Days[0];

        Math.Log(day.High / day.Low).ShouldBe(2 * StudentT.InvCDF(0, 1, 412, 0.975) * 0.1, 0.04);
        day.Expected.ShouldBe(5_000 * Math.Exp(0.005), 150);
    }

    [Fact]
    public void Persistence_makes_the_interval_of_a_sum_wider()
    {
        var width = new[] { 0.0, 0.6 }.Select(rho =>
        {
            var random = new MersenneTwister(11);
            var latent = 0.0;
            var before = Enumerable.Range(-365, 365).Select(i => DayCalls.Of(Start.AddDays(i), Start, (long)Math.Exp(Math.Log(2_000) + (latent = rho * latent + Normal.Sample(random, 0, 0.1 * Math.Sqrt(1 - rho * rho)))))).ToList();
            var total = Counterfactual.Draw(CallModel.Fit(before), [.. Enumerable.Range(0, 28).Select(i => (Start.AddDays(i), i))]).Total;
            return (total.High - total.Low) / total.Expected;
        }).ToArray();

        // √((1 + ρ) / (1 − ρ)) = 2 for ρ = 0.6 and a long sum.
        (width[1] / width[0]).ShouldBeInRange(1.5, 2.4);
    }

    [Fact]
    public void The_same_question_is_answered_with_the_same_figures()
    {
        var calls = SimulatedCalls.Of(SimulatedCalls.Calibration.First());
        var before = calls.Before.Select((x, i) => DayCalls.Of(calls.Start.AddDays(i - calls.Before.Length), calls.Start, x)).ToList();

        Counterfactual.Draw(CallModel.Fit(before), [(calls.Start, 0)]).Total.ShouldBe(Counterfactual.Draw(CallModel.Fit(before), [(calls.Start, 0)]).Total);
    }
}
