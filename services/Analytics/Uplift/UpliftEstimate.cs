namespace Analytics.Uplift;

/// <param name="Days">Usable days that are summed up.</param>
/// <param name="Observed">Calls that came.</param>
/// <param name="Expected">Calls that were to be expected without the campaign.</param>
/// <param name="Uplift">observed − expected.</param>
/// <param name="Low">Lower end of the 95 % interval of the uplift.</param>
/// <param name="High">Upper end.</param>
/// <param name="Relative">uplift / expected.</param>
/// <param name="RelativeLow">observed / highest expected − 1.</param>
/// <param name="RelativeHigh">observed / lowest expected − 1; null when next to no calls could have been expected.</param>
internal sealed record CumulativeUplift(
    int Days, long Observed, double Expected, double Uplift, double Low, double High, double Relative, double RelativeLow, double? RelativeHigh)
{
    public static CumulativeUplift Of(int days, long observed, Expectation total) => new(
        days, observed, total.Expected, observed - total.Expected, observed - total.High, observed - total.Low,
        observed / total.Expected - 1, observed / total.High - 1, total.Low >= 1 ? observed / total.Low - 1 : null);

    /// <summary>The interval does not hold 0: chance alone would do that in one of twenty periods.</summary>
    public bool Alarm => Low > 0 || High < 0;
}

/// <summary>The model of the days before a campaign, and what it says of the campaign's days.</summary>
internal sealed class UpliftEstimate
{
    public const string Method = "interrupted-time-series-log-linear";
    public const int Version = 1;

    private readonly Counterfactual _counterfactual;

    private UpliftEstimate(CallModel model, IReadOnlyList<DayCalls> during, Counterfactual counterfactual)
    {
        Model = model;
        During = during;
        _counterfactual = counterfactual;
        Cumulative = CumulativeUplift.Of(during.Count, during.Sum(x => x.Calls), counterfactual.Total);
    }

    public CallModel Model { get; }

    /// <summary>Usable days of the campaign.</summary>
    public IReadOnlyList<DayCalls> During { get; }

    public CumulativeUplift Cumulative { get; }

    /// <summary>In the order of <see cref="During"/>.</summary>
    public IReadOnlyList<Expectation> Days => _counterfactual.Days;

    /// <summary>No figure is so wild that it says nothing (and no infinity reaches an answer).</summary>
    public bool IsSteady => double.IsFinite(Cumulative.Expected) && double.IsFinite(Cumulative.High) && Cumulative.Expected >= 1
        && -Cumulative.Low < 100.0 * During.Count * Model.Before.Max(x => x.Calls + 1);

    /// <summary>Counted calls never repeat themselves to a thousandth: not even the chance of Poisson counts is there.</summary>
    public bool Varies => Model.Average(x => x.SumOfSquares / x.DegreesOfFreedom) > 1e-6;

    /// <param name="before">Usable days before the campaign; what <see cref="UsableDays"/> refuses must not come here.</param>
    /// <param name="during">Usable days of the campaign, at most <see cref="Counterfactual.LongestDays"/> from first to last.</param>
    public static UpliftEstimate Of(IReadOnlyList<DayCalls> before, IReadOnlyList<DayCalls> during)
    {
        var model = CallModel.Fit(before);
        return new UpliftEstimate(model, during, Counterfactual.Draw(model, [.. during.Select(x => (x.Day, x.Index))]));
    }
}
