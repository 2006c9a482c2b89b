using System.Text.Json;
using MathNet.Numerics.Distributions;

namespace Analytics.Uplift;

/// <summary>An estimate and its 95 % interval.</summary>
internal sealed record Estimated(double Value, double Low, double High);

/// <param name="Weekday">In English, such as <c>monday</c>.</param>
/// <param name="Factor">Calls of that weekday relative to an average day (geometric mean 1).</param>
internal sealed record WeekdayFactor(string Weekday, double Factor);

/// <summary>The fitted model: log(calls + ½) = level + trend + weekday + noise.</summary>
/// <param name="Level">Expected calls of an average weekday at the start of the campaign.</param>
/// <param name="TrendPerWeek">Relative change in a week: 0.01 is one percent more each week.</param>
/// <param name="Rho">From one day to the next, how much is left of the persistent part of the noise (0–1).</param>
/// <param name="PersistentShare">Part of the noise's variance that persists; the rest is the unrest of single days.</param>
/// <param name="Autocorrelation">Of the noise from one day to the next: rho × share.</param>
/// <param name="NoiseDeviation">Standard deviation of the noise on the log scale: 0.1 is about 10 %.</param>
/// <param name="Dispersion">Variance of the counts over their mean (Pearson). 1 would be Poisson.</param>
internal sealed record UpliftParameters(
    double Level, Estimated TrendPerWeek, IReadOnlyList<WeekdayFactor> Weekdays, double Rho, double PersistentShare, Estimated Autocorrelation,
    double NoiseDeviation, double Dispersion, int Days, int DegreesOfFreedom)
{
    private const double Week = 7 / DayRow.TrendUnit;

    public static UpliftParameters Of(CallModel model)
    {
        var coefficients = Coefficients(model);
        var weekdays = model.Row.Weekdays.Select((_, i) => i == 0 ? 0 : coefficients[1 + i]).ToArray();
        var variance = NoiseVariance(model);
        var degrees = model.Fits[0].DegreesOfFreedom;
        var fitted = Fitted(model);
        var dispersion = model.Before.Zip(fitted, (day, mean) => Math.Pow(day.Calls - mean, 2) / mean).Sum() / degrees;
        return new UpliftParameters(
            Mean(coefficients[0] + weekdays.Average(), variance), Trend(model, coefficients[1]),
            [.. model.Row.Weekdays.Select((day, i) => new WeekdayFactor(JsonNamingPolicy.CamelCase.ConvertName(day.ToString()), Math.Exp(weekdays[i] - weekdays.Average())))],
            model.Average(x => x.Noise.Rho), model.Average(x => x.Noise.Share), LagOne(model), Math.Sqrt(variance), dispersion, model.Before.Count, degrees);
    }

    /// <summary>Mean calls of each day before, by the fitted model.</summary>
    public static double[] Fitted(CallModel model)
    {
        var coefficients = Coefficients(model);
        var variance = NoiseVariance(model);
        var row = new double[coefficients.Length];
        return [.. model.Before.Select(day =>
        {
            model.Row.Write(day.Day, day.Index, row);
            return Mean(row.Zip(coefficients, (x, b) => x * b).Sum(), variance);
        })];
    }

    // A quarter of a call: never 0, so that it can be divided by.
    private static double Mean(double log, double variance) => Math.Max(0.25, Math.Exp(log + variance / 2) - CallModel.Offset);

    private static double[] Coefficients(CallModel model) =>
        [.. Enumerable.Range(0, model.Row.Columns).Select(i => model.Average(x => x.Coefficients[i]))];

    private static double NoiseVariance(CallModel model) => model.Average(x => x.SumOfSquares / x.DegreesOfFreedom);

    // The fits' own variance and how much they differ.
    private static Estimated Trend(CallModel model, double trend)
    {
        var variance = model.Average(x => x.Variance(1) + Math.Pow(x.Coefficients[1] - trend, 2));
        var half = StudentT.InvCDF(0, 1, model.Fits[0].DegreesOfFreedom, 0.975) * Math.Sqrt(variance);
        return new Estimated(PerWeek(trend), PerWeek(trend - half), PerWeek(trend + half));
    }

    private static double PerWeek(double trend) => Math.Exp(trend * Week) - 1;

    private static Estimated LagOne(CallModel model)
    {
        var values = model.Fits.Zip(model.Weights, (fit, weight) => (Value: fit.Noise.Rho * fit.Noise.Share, Weight: weight)).OrderBy(x => x.Value).ToArray();
        return new Estimated(values.Sum(x => x.Value * x.Weight), Quantile(0.025), Quantile(0.975));

        double Quantile(double part)
        {
            var reached = 0.0;
            foreach (var (value, weight) in values)
            {
                reached += weight;
                if (reached >= part)
                    return value;
            }

            return values[^1].Value;
        }
    }
}
