using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace Analytics.Uplift;

/// <summary>
/// What the regression leaves over, on the log scale: a part <paramref name="Share"/> of its variance follows itself from day to day
/// (AR(1) with <paramref name="Rho"/>), the rest is the unrest of single days, counting noise among it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SerialNoise(double Rho, double Share)
{
    public static SerialNoise None => new(0, 0);
}

/// <summary>
/// Generalised least squares under a given <see cref="SerialNoise"/>. The days are made independent by a Kalman filter, which takes gaps
/// in its stride; with <see cref="SerialNoise.None"/> this is ordinary least squares.
/// </summary>
internal sealed class NoiseFit
{
    private NoiseFit(SerialNoise noise, double[] coefficients, double[][] root, double sumOfSquares, int degrees, double logLikelihood, double[] state, double stateVariance)
    {
        Noise = noise;
        Coefficients = coefficients;
        Root = root;
        SumOfSquares = sumOfSquares;
        DegreesOfFreedom = degrees;
        LogLikelihood = logLikelihood;
        State = state;
        StateVariance = stateVariance;
    }

    public SerialNoise Noise { get; }

    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>R with RᵀR = XᵀV⁻¹X (upper triangular).</summary>
    public IReadOnlyList<double[]> Root { get; }

    /// <summary>Of the residuals, weighted by V⁻¹.</summary>
    public double SumOfSquares { get; }

    public int DegreesOfFreedom { get; }

    /// <summary>Restricted (REML) log likelihood, the scale of the noise profiled out, up to a constant.</summary>
    public double LogLikelihood { get; }

    /// <summary>What is known of the persistent part on the first day of the campaign: a weight for each column, the calls' own last.</summary>
    public IReadOnlyList<double> State { get; }

    /// <summary>Variance of the persistent part on that day, in units of the noise's variance.</summary>
    public double StateVariance { get; }

    /// <summary>Squared standard error of a coefficient: (XᵀV⁻¹X)⁻¹ times the variance of the noise.</summary>
    public double Variance(int coefficient)
    {
        var column = new double[Root.Count];
        for (var i = 0; i < column.Length; i++)
        {
            var rest = i == coefficient ? 1.0 : 0;
            for (var j = 0; j < i; j++)
                rest -= Root[j][i] * column[j];
            column[i] = rest / Root[i][i];
        }

        return column.Sum(x => x * x) * SumOfSquares / DegreesOfFreedom;
    }

    /// <param name="rows">One for each day: columns of the regression, then the logarithm of the calls.</param>
    /// <param name="indexes">Days since the start of the campaign (all negative, ascending).</param>
    public static NoiseFit Of(double[][] rows, int[] indexes, SerialNoise noise)
    {
        var columns = rows[0].Length;
        var (state, variance, logDeterminant) = (new double[columns], noise.Share, 0.0);
        var innovation = new double[columns];
        var moments = new double[columns, columns];
        for (var i = 0; i < rows.Length; i++)
        {
            var total = variance + 1 - noise.Share;
            var (gain, scale, row) = (variance / total, 1 / Math.Sqrt(total), rows[i]);
            logDeterminant += Math.Log(total);
            for (var c = 0; c < columns; c++)
            {
                var surprise = row[c] - state[c];
                innovation[c] = surprise * scale;
                state[c] += gain * surprise;
            }

            for (var c = 0; c < columns; c++)
            {
                for (var d = 0; d <= c; d++)
                    moments[c, d] += innovation[c] * innovation[d];
            }

            variance *= 1 - gain;
            var days = (i + 1 < indexes.Length ? indexes[i + 1] : 0) - indexes[i];
            var kept = Math.Pow(noise.Rho, days);
            for (var c = 0; c < columns; c++)
                state[c] *= kept;
            variance = kept * kept * variance + noise.Share * (1 - kept * kept);
        }

        return Solve(noise, moments, columns - 1, rows.Length, state, variance, logDeterminant);
    }

    private static NoiseFit Solve(SerialNoise noise, double[,] moments, int p, int n, double[] state, double variance, double logDeterminant)
    {
        var information = Matrix<double>.Build.Dense(p, p, (i, j) => i >= j ? moments[i, j] : moments[j, i]);
        var right = Vector<double>.Build.Dense(p, i => moments[p, i]);
        var cholesky = information.Cholesky();
        var coefficients = cholesky.Solve(right);
        var squares = Math.Max(0, moments[p, p] - right.DotProduct(coefficients));
        var degrees = n - p;
        var logLikelihood = -0.5 * (logDeterminant + cholesky.DeterminantLn + degrees * Math.Log(Math.Max(squares, double.Epsilon)));
        return new NoiseFit(noise, coefficients.ToArray(), cholesky.Factor.Transpose().ToRowArrays(), squares, degrees, logLikelihood, state, variance);
    }
}
