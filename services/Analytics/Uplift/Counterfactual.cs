using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace Analytics.Uplift;

/// <param name="Expected">Mean of what was to be expected.</param>
/// <param name="Low">97.5 % of the possible figures are higher.</param>
/// <param name="High">97.5 % of the possible figures are lower.</param>
internal sealed record Expectation(double Expected, double Low, double High);

/// <summary>
/// The calls of a campaign's days as they could have been without it, drawn many times from the model: its coefficients, the scale and
/// the persistence of its noise are as uncertain as the days before leave them, and days follow each other as they did before.
/// </summary>
internal sealed class Counterfactual
{
    /// <summary>Longest campaign in days.</summary>
    public const int LongestDays = 56;

    private const int Pairs = 2_000;
    private const int Seed = 119;

    // The same in each answer, so that a question asked twice is answered twice the same. Level, trend, six weekdays, the state, then two for each day.
    private static readonly Lazy<double[][]> Normals = new(() =>
    {
        var random = new MersenneTwister(Seed);
        return [.. Enumerable.Range(0, Pairs).Select(_ =>
        {
            var sample = new double[9 + 2 * LongestDays];
            Normal.Samples(random, sample, 0, 1);
            return sample;
        })];
    });

    private readonly double[][] _days;
    private readonly double[] _totals = new double[2 * Pairs];

    private Counterfactual(int days)
    {
        _days = new double[days][];
        for (var i = 0; i < days; i++)
            _days[i] = new double[2 * Pairs];
    }

    public Expectation Total => Summarise(_totals);

    public IReadOnlyList<Expectation> Days => [.. _days.Select(Summarise)];

    /// <param name="days">Usable days of the campaign, ascending; none later than <see cref="LongestDays"/> days after the start.</param>
    public static Counterfactual Draw(CallModel model, IReadOnlyList<(DateOnly Day, int Index)> days)
    {
        var result = new Counterfactual(days.Count);
        var rows = days.Select(day =>
        {
            var row = new double[model.Row.Columns];
            model.Row.Write(day.Day, day.Index, row);
            return row;
        }).ToArray();
        var indexes = days.Select(x => x.Index).ToArray();
        var random = new MersenneTwister(Seed);
        var (node, reached) = (0, model.Weights[0]);
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Stratified: each fit gets the pairs that its weight deserves.
            while (node < model.Fits.Count - 1 && (pair + 0.5) / Pairs > reached)
                reached += model.Weights[++node];
            var fit = model.Fits[node];
            // Chi-squared with those degrees of freedom; the library's own sampler of it adds up as many squares.
            var scale = Math.Sqrt(fit.SumOfSquares / Gamma.Sample(random, fit.DegreesOfFreedom / 2.0, 0.5));
            result.Path(2 * pair, fit, scale, rows, indexes, Normals.Value[pair]);
            result.Path(2 * pair + 1, fit, -scale, rows, indexes, Normals.Value[pair]);
        }

        return result;
    }

    private void Path(int draw, NoiseFit fit, double scale, double[][] rows, int[] indexes, double[] normals)
    {
        Span<double> coefficients = stackalloc double[rows[0].Length];
        Coefficients(fit, scale, normals, coefficients);
        var (rho, share) = (fit.Noise.Rho, fit.Noise.Share);
        var step = Math.Sqrt(share * (1 - rho * rho));
        var single = Math.Sqrt(1 - share);
        var persistent = fit.State[^1] + scale * Math.Sqrt(fit.StateVariance) * normals[8];
        for (var c = 0; c < coefficients.Length; c++)
            persistent -= fit.State[c] * coefficients[c];
        var (at, total) = (0, 0.0);
        for (var i = 0; i < rows.Length; i++)
        {
            for (; at < indexes[i]; at++)
                persistent = rho * persistent + scale * step * normals[9 + at];
            var log = persistent + scale * single * normals[9 + LongestDays + at];
            for (var c = 0; c < coefficients.Length; c++)
                log += rows[i][c] * coefficients[c];
            var calls = Math.Max(0, Math.Exp(log) - CallModel.Offset);
            _days[i][draw] = calls;
            total += calls;
        }

        _totals[draw] = total;
    }

    // b = b̂ + scale · R⁻¹z, by back substitution.
    private static void Coefficients(NoiseFit fit, double scale, double[] normals, Span<double> coefficients)
    {
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            var rest = scale * normals[i];
            for (var j = i + 1; j < coefficients.Length; j++)
                rest -= fit.Root[i][j] * coefficients[j];
            coefficients[i] = rest / fit.Root[i][i];
        }

        for (var i = 0; i < coefficients.Length; i++)
            coefficients[i] += fit.Coefficients[i];
    }

    private static Expectation Summarise(double[] draws)
    {
        var mean = draws.Average();
        var copy = (double[])draws.Clone();
        return new Expectation(mean, ArrayStatistics.QuantileInplace(copy, 0.025), ArrayStatistics.QuantileInplace(copy, 0.975));
    }
}
