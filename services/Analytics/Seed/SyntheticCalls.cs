using Analytics.Calls;
using Analytics.Data;

namespace Analytics.Seed;

/// <summary>Days from–to and what they sum up to.</summary>
internal sealed record CallStretch(DateOnly From, DateOnly To, int Calls, int Urgent);

/// <summary>Spreads the totals of stretches over their days, exactly and always in the same way: a weekly pattern and a little unrest.</summary>
internal static class SyntheticCalls
{
    // Monday first: fewer calls at the weekend.
    private static readonly double[] Weekly = [1.06, 1.05, 1.04, 1.02, 1.03, 0.93, 0.87];
    private const double Unrest = 0.05;

    public static IEnumerable<CallFigure> Days(CallStretch stretch)
    {
        var days = Enumerable.Range(0, stretch.To.DayNumber - stretch.From.DayNumber + 1).Select(stretch.From.AddDays).ToList();
        var calls = Apportion(stretch.Calls, days.ConvertAll(day => Weight(day, 1)));
        var urgent = Apportion(stretch.Urgent, days.ConvertAll(day => Weight(day, 2)));
        return days.Select((day, i) => new CallFigure(day, HelplineCall.WholeDay, calls[i], urgent[i]));
    }

    // Largest remainders: every part is rounded down, and what is left goes where most was cut off.
    private static int[] Apportion(int total, List<double> weights)
    {
        var sum = weights.Sum();
        var shares = weights.ConvertAll(weight => total * weight / sum);
        var parts = shares.ConvertAll(share => (int)Math.Floor(share)).ToArray();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => shares[i] - parts[i]).ThenBy(i => i).Take(total - parts.Sum()))
            parts[i]++;
        return parts;
    }

    private static double Weight(DateOnly day, int salt)
    {
        // Knuth's multiplicative hash: the same unrest on each machine and in each run.
        var hash = unchecked((uint)(day.DayNumber * 31 + salt) * 2654435761u);
        return Weekly[((int)day.DayOfWeek + 6) % 7] * (1 + Unrest * (2.0 * hash / uint.MaxValue - 1));
    }
}
