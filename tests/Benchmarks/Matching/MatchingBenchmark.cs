using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Banners.Data;
using Banners.Matching;
using Benchmarks.Recall;
using Spectre.Console;

namespace Benchmarks.Matching;

/// <summary>
/// One search, normalisation included, among 1,000 to 1,000,000 keywords, beside what .NET offers for many strings at once. The others get
/// the search as it is: they normalise nothing, know no words and no kinds of match.
/// </summary>
internal sealed class MatchingBenchmark : IBenchmark
{
    private const string Partner = "sandbox";
    private const int SearchCount = 2_000;
    private readonly Vocabulary _vocabulary = new();

    public string Name => "matching";

    public Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var rows = new List<BenchmarkRow>();
        var beside = 0d;
        foreach (var (count, most) in new[] { (1_000, 1d), (100_000, 1d), (1_000_000, 2d) })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var keywords = _vocabulary.Keywords(count);
            var searches = _vocabulary.Searches(SearchCount, keywords);
            if (count <= 100_000) // a million strings take SearchValues minutes to prepare
                beside = Beside(console, count, keywords, searches);
            var (set, bytes) = Weigh(() => new KeywordSet([Campaign(keywords)]), count);
            var ours = PaceOf(set, searches);
            Say(console, $"ours, {bytes:0} bytes per keyword, {ours.Bytes:0.##} bytes per search", count, ours.Microseconds);
            rows.Add(Row($"matching-{count}", ours, beside, most));
            rows.Add(BenchmarkRow.Of($"matching-{count}-memory", bytes, 1024, "bytes per keyword", "≤ 1,024", bytes <= 1024));
        }

        var hundred = _vocabulary.Keywords(100_000);
        var some = _vocabulary.Searches(SearchCount, hundred);
        var distress = PaceOf(new KeywordSet([Campaign(hundred), .. RecallBenchmark.DistressCampaigns()]), some);
        Say(console, "ours with both distress campaigns", hundred.Count, distress.Microseconds);
        rows.Add(Row("matching-distress", distress, beside, 5));

        var typed = LabelledSearch.Read("tuning", "need").Concat(LabelledSearch.Read("tuning", "innocent")).Select(search => search.Text).ToArray();
        var real = PaceOf(new KeywordSet([Campaign(hundred), .. RecallBenchmark.DistressCampaigns()]), typed);
        Say(console, "the same, searches as people type them", hundred.Count, real.Microseconds);
        rows.Add(Row("matching-distress-typed", real, beside, 5));

        var fuzzy = _vocabulary.FuzzyKeywords(10_000);
        var near = PaceOf(new KeywordSet([Campaign(fuzzy)]), _vocabulary.Searches(SearchCount, fuzzy));
        Say(console, "ours, fuzzy", fuzzy.Count, near.Microseconds);
        rows.Add(Row("matching-fuzzy", near, beside, 20));
        return Task.FromResult<IReadOnlyList<BenchmarkRow>>(rows);
    }

    private static double Beside(IAnsiConsole console, int count, IReadOnlyList<LiveKeyword> keywords, string[] searches)
    {
        string[] texts = [.. keywords.Select(keyword => keyword.Text)];
        var values = SearchValues.Create(texts, StringComparison.OrdinalIgnoreCase);
        var atOnce = Pace.Of(searches, search => search.AsSpan().ContainsAny(values));
        Say(console, "SearchValues<string>", count, atOnce.Microseconds);
        Say(console, "a loop of Contains", count, Pace.Of(searches[..20], search => Array.Exists(texts, text => search.Contains(text, StringComparison.OrdinalIgnoreCase))).Microseconds);
        if (count <= 1_000)
        {
            var expression = new Regex(string.Join('|', texts.Select(Regex.Escape)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(10));
            Say(console, "a regular expression", count, Pace.Of(searches, search => expression.IsMatch(search)).Microseconds);
        }

        return atOnce.Microseconds;
    }

    private static Pace PaceOf(KeywordSet set, string[] searches) => Pace.Of(searches, search => set.Find(search, Partner));

    private static BenchmarkRow Row(string name, Pace ours, double beside, double most) =>
        BenchmarkRow.Of(name, ours.Microseconds, beside, "µs", string.Create(CultureInfo.InvariantCulture, $"≤ {most} µs and 0 bytes"), ours.Microseconds <= most && ours.Bytes == 0);

    private static (KeywordSet Set, double BytesPerKeyword) Weigh(Func<KeywordSet> make, int count)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = make();
        return (set, (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count);
    }

    private static LiveCampaign Campaign(IReadOnlyList<LiveKeyword> keywords) => new()
    {
        Id = Guid.CreateVersion7(),
        Revision = 1,
        Name = "made up",
        Country = "FR",
        DefaultLocale = "fr",
        Partners = [Partner],
        Keywords = keywords,
        Banners = [],
    };

    private static void Say(IAnsiConsole console, string what, int count, double microseconds) =>
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count,9:N0} keywords  {microseconds,10:0.000} µs a search  {what}"));
}
