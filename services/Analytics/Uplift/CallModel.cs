namespace Analytics.Uplift;

/// <summary>
/// Calls of the days before a campaign: log(calls + ½) = level + trend + weekday + noise. How much the noise follows itself is not
/// known: each <see cref="SerialNoise"/> of a grid is fitted and weighs as much as it explains the days (restricted likelihood).
/// </summary>
internal sealed class CallModel
{
    public const double Offset = 0.5;

    private static readonly SerialNoise[] Grid =
        [SerialNoise.None, .. from share in (double[])[0.2, 0.4, 0.6, 0.8, 1] from rho in Enumerable.Range(0, 10).Select(i => 0.05 + 0.1 * i) select new SerialNoise(rho, share)];

    private CallModel(DayRow row, IReadOnlyList<DayCalls> before, IReadOnlyList<NoiseFit> fits, double[] weights)
    {
        Row = row;
        Before = before;
        Fits = fits;
        Weights = weights;
    }

    public DayRow Row { get; }

    public IReadOnlyList<DayCalls> Before { get; }

    public IReadOnlyList<NoiseFit> Fits { get; }

    /// <summary>Of the fits; they sum up to 1.</summary>
    public IReadOnlyList<double> Weights { get; }

    public NoiseFit Best => Fits[Weights.Index().MaxBy(x => x.Item).Index];

    /// <param name="before">Ascending; every weekday that occurs more than once.</param>
    public static CallModel Fit(IReadOnlyList<DayCalls> before)
    {
        var row = new DayRow(before);
        var rows = before.Select(x => RowOf(row, x)).ToArray();
        var indexes = before.Select(x => x.Index).ToArray();
        var fits = Array.ConvertAll(Grid, noise => NoiseFit.Of(rows, indexes, noise));
        var best = fits.Max(x => x.LogLikelihood);
        // Persistence near 1 is rare in noise: a fit weighs less the nearer it is. The one node without any weighs as much as the ten of a share.
        var weights = Array.ConvertAll(fits, x => (x.Noise.Share > 0 ? 1 - x.Noise.Rho : 5) * Math.Exp(x.LogLikelihood - best));
        var sum = weights.Sum();
        return new CallModel(row, before, fits, Array.ConvertAll(weights, x => x / sum));
    }

    public double Average(Func<NoiseFit, double> value) => Fits.Zip(Weights, (fit, weight) => weight * value(fit)).Sum();

    private static double[] RowOf(DayRow row, DayCalls day)
    {
        var result = new double[row.Columns + 1];
        row.Write(day.Day, day.Index, result.AsSpan(0, row.Columns));
        result[^1] = Math.Log(day.Calls + Offset);
        return result;
    }
}
