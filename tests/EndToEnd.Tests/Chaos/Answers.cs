using Traffic.Counting;
using Traffic.Driving;

namespace EndToEnd.Tests.Chaos;

/// <summary>What senders were answered in a stretch of time.</summary>
internal static class Answers
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    public static bool IsEvent(Kind kind) => kind is Kind.Impression or Kind.Viewable or Kind.Click or Kind.Tap;

    /// <summary>The share of half seconds in which at least one answer was 2xx (303 for a click): the load asks all the time.</summary>
    public static double ShareOfTime(IEnumerable<Attempt> attempts, TimeSpan from, TimeSpan to)
    {
        var slices = (int)((to - from) / Slice);
        var good = new bool[slices];
        foreach (var attempt in attempts.Where(attempt => attempt.IsPositive))
        {
            var index = (attempt.At + attempt.Took - from) / Slice;
            if (index >= 0 && index < slices)
                good[(int)index] = true;
        }

        return slices == 0 ? 0 : good.Count(slice => slice) / (double)slices;
    }

    public static double ShareOfAttempts(IReadOnlyCollection<Attempt> attempts) =>
        attempts.Count == 0 ? 0 : attempts.Count(attempt => attempt.IsPositive) / (double)attempts.Count;

    /// <summary>In milliseconds.</summary>
    public static double Percentile(IEnumerable<Attempt> attempts, double share)
    {
        var sorted = attempts.Select(attempt => attempt.Took.TotalMilliseconds).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
