namespace Benchmarks.Recall.Counting;

/// <summary>A labelled search as numbers.</summary>
/// <param name="Features">Numbers of the patterns that stand in it.</param>
/// <param name="Need">The kind of need; null: none.</param>
internal readonly record struct Sample(int[] Features, string? Need);

/// <summary>
/// Logistic regression, FTRL-proximal: of features that say the same it keeps few, and those that say little weigh nothing, so that
/// somebody can read what is left.
/// </summary>
/// <param name="features">How many there are.</param>
/// <param name="given">The feature whose weight is not learned.</param>
/// <param name="share">What it weighs: this part of the way from the bias to what is enough.</param>
/// <param name="enough">The log-odds that is enough.</param>
internal sealed class Regression(int features, int given, double share, double enough)
{
    // With 15 the weights are still on their way: 2 of 100 searches in need fewer at as many false positives.
    private const int Epochs = 80;
    private const double Rate = 0.1;
    private const double Least = 9;
    private const double Shrinking = 5;

    private readonly double[] _sums = new double[features];
    private readonly double[] _squares = new double[features];
    private double _biasSum;
    private double _biasSquares;

    public double Bias { get; private set; }

    public double WeightOf(int feature)
    {
        if (feature == given)
            return share * (enough - Bias);
        var sum = _sums[feature];
        return Math.Abs(sum) <= Least ? 0 : -(sum - (Math.Sign(sum) * Least)) / Divisor(_squares[feature]);
    }

    /// <summary>Learns from the samples in turn; they are in another order afterwards.</summary>
    public void Fit(Sample[] samples)
    {
        // CA5394: nothing here is a secret; a fixed seed makes runs the same.
#pragma warning disable CA5394
        var random = new Random(1);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(samples);
            foreach (var sample in samples)
                Fit(sample);
        }
#pragma warning restore CA5394
    }

    private static double Divisor(double squares) => ((1 + Math.Sqrt(squares)) / Rate) + Shrinking;

    private static double Step(double squares, double error) => (Math.Sqrt(squares + (error * error)) - Math.Sqrt(squares)) / Rate;

    private void Fit(Sample sample)
    {
        Bias = -_biasSum / ((1 + Math.Sqrt(_biasSquares)) / Rate);
        var score = Bias;
        foreach (var feature in sample.Features)
            score += WeightOf(feature);
        var error = (1 / (1 + Math.Exp(-score))) - (sample.Need is null ? 0 : 1);
        _biasSum += error - (Step(_biasSquares, error) * Bias);
        _biasSquares += error * error;
        foreach (var feature in sample.Features)
        {
            var weight = WeightOf(feature);
            _sums[feature] += error - (Step(_squares[feature], error) * weight);
            _squares[feature] += error * error;
        }
    }
}
