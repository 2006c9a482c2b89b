namespace Benchmarks.Recall;

/// <summary>So many of so many, with Wilson's 95 % interval.</summary>
internal sealed record Share(int Found, int All)
{
    private const double Z = 1.959964;

    public double Value => All == 0 ? 0 : (double)Found / All;

    public (double Low, double High) Interval
    {
        get
        {
            if (All == 0)
                return (0, 1);
            var square = Z * Z / All;
            var middle = (Value + (square / 2)) / (1 + square);
            var reach = Z / (1 + square) * Math.Sqrt((Value * (1 - Value) / All) + (square / (4 * All)));
            return (Math.Max(0, middle - reach), Math.Min(1, middle + reach));
        }
    }

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Found,4} of {All,4} = {100 * Value,6:0.00} %  ({100 * Interval.Low:0.00}–{100 * Interval.High:0.00} %)");
}
