using Banners.Matching.Concepts;
using Banners.Seed;

namespace Benchmarks.Recall.Counting;

/// <summary>A labelled search, and whether the authors of the patterns had read it: there a pattern's standing proves nothing.</summary>
internal sealed record LabelledRow(LabelledSearch Search, bool InNeed, bool WasRead);

/// <summary>What each candidate counts in one language: its weight, so that a search whose log-odds is high enough has enough points.</summary>
internal static class Points
{
    /// <summary>The log-odds that is enough.</summary>
    public const double Threshold = 1.0;

    private const int LeastPoints = 2;
    private const int LeastSamples = 3;
    private const int LeastOfKind = 2;

    public static ConceptFile WithOnePoint(this ConceptFile plain, IEnumerable<string> patterns) =>
        plain with { Patterns = [.. plain.Patterns, .. patterns.Select(pattern => new ConceptFile.Line(null, $"+1 {pattern}", Negative: false))] };

    /// <param name="plain">Classes and patterns without points.</param>
    /// <param name="locale">The campaign's language; the rows are its own searches in need, and innocent ones of all languages.</param>
    /// <param name="rows">From which it is counted.</param>
    /// <returns>Which points each candidate has, given the log-odds that is to be enough.</returns>
    public static Func<double, IEnumerable<CountedPattern>> Count(ConceptFile plain, string locale, IReadOnlyCollection<LabelledRow> rows)
    {
        var candidates = Candidates.Of(plain, locale, rows);
        // Behind them, as one more: that some pattern without points stands in the search.
        var anyPattern = candidates.Count;
        var samples = SamplesOf(plain.WithOnePoint(candidates), locale, rows, candidates);
        var regression = new Regression(candidates.Count + 1, anyPattern, (double)Weighing.ForPattern / Weighing.Enough, Threshold);
        regression.Fit(samples);
        var needs = samples.Where(sample => sample.Need is not null).SelectMany(sample => sample.Features, (sample, feature) => (sample.Need, feature)).ToLookup(entry => entry.feature, entry => entry.Need!);
        return enough => candidates.Select((pattern, i) => (Pattern: pattern, Points: (int)Math.Round(regression.WeightOf(i) * Weighing.Enough / (enough - regression.Bias)), Needs: needs[i]))
            .Where(entry => Math.Abs(entry.Points) >= LeastPoints)
            .Select(entry => new CountedPattern(entry.Pattern, entry.Points, entry.Points > 0 ? KindOf([.. entry.Needs]) : null));
    }

    private static Sample[] SamplesOf(ConceptFile file, string locale, IReadOnlyCollection<LabelledRow> rows, IReadOnlyList<string> candidates)
    {
        var numbers = candidates.Index().ToDictionary(entry => $"+1 {entry.Item}", entry => entry.Index, StringComparer.Ordinal);
        var set = new ConceptSet(RecallBenchmark.LiveCampaignOf(file, locale));
        var samples = rows.Select(SampleOf).ToArray();
        var often = samples.SelectMany(sample => sample.Features).CountBy(feature => feature).Where(entry => entry.Value >= LeastSamples || entry.Key == candidates.Count).Select(entry => entry.Key).ToHashSet();
        return [.. samples.Select(sample => sample with { Features = [.. sample.Features.Where(often.Contains)] })];

        Sample SampleOf(LabelledRow row)
        {
            var (counting, decided) = set.Standing(row.Search.Text);
            var features = counting.Select(keyword => numbers[keyword.Text]);
            return new Sample([.. decided && !row.WasRead ? features.Append(candidates.Count) : features], row.InNeed ? row.Search.Label : null);
        }
    }

    // That of half of the searches in need that it stands in.
    private static string? KindOf(IReadOnlyCollection<string> needs)
    {
        var most = needs.CountBy(need => need, StringComparer.Ordinal).MaxBy(entry => entry.Value);
        return most.Value >= LeastOfKind && 2 * most.Value >= needs.Count ? most.Key : null;
    }
}
