using Banners.Matching;
using Banners.Seed;
using Spectre.Console;

namespace Benchmarks.Recall.Counting;

/// <summary>
/// Counts the points of the distress campaigns from the tuning half of the labelled searches, and writes them into their seeds. Not a
/// benchmark, but it needs what the recall benchmark needs, and the two belong together: this one sets what that one measures.
/// </summary>
internal static class PointCounter
{
    public const string Command = "recount";

    /// <summary>Writes nothing, and counts from four fifths of the rows what finds the other fifth.</summary>
    private const string Check = "--check";

    private const int Parts = 5;

    private static readonly double[] Thresholds = [0.1, 0.7, Points.Threshold, 1.9];

    // The first rows of each file: what the authors of the plain patterns had before them.
    private const int ReadInNeed = 408;
    private const int ReadInnocent = 1_427;

    public static int Run(string[] args, IAnsiConsole console)
    {
        if (args is not ([] or [Check]))
        {
            console.WriteLine($"{Command} knows {Check} alone.");
            return 2;
        }

        IReadOnlyList<LabelledRow> need = [.. LabelledSearch.Read("tuning", "need").Select((search, i) => new LabelledRow(search, InNeed: true, i < ReadInNeed))];
        IReadOnlyList<LabelledRow> innocent = [.. LabelledSearch.Read("tuning", "innocent").Select((search, i) => new LabelledRow(search, InNeed: false, i < ReadInnocent))];
        if (args is [Check])
            CheckParts(console, need, innocent);
        else
            Write(console, need, innocent);
        return 0;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<LabelledRow> need, IReadOnlyList<LabelledRow> innocent)
    {
        var texts = new List<string>();
        foreach (var (name, locale) in RecallBenchmark.Campaigns)
        {
            var seed = new SeedText(name);
            IReadOnlyCollection<CountedPattern> counted = [.. Count(seed, locale, need, innocent)(Points.Threshold)];
            texts.Add(seed.With(counted));
            seed.Write(texts[^1]);
            console.WriteLine($"{name}: {counted.Count} patterns have points");
        }

        Show(console, "tuning", texts, need, innocent);
    }

    private static void CheckParts(IAnsiConsole console, IReadOnlyList<LabelledRow> need, IReadOnlyList<LabelledRow> innocent)
    {
        // Rows of one author stand together, so a fifth is mostly of authors whom the other four have not heard.
        for (var part = 0; part < Parts; part++)
        {
            var counted = RecallBenchmark.Campaigns.Select(campaign => (Seed: new SeedText(campaign.Seed), campaign.Locale))
                .Select(campaign => (campaign.Seed, Points: Count(campaign.Seed, campaign.Locale, Outside(need, part), Outside(innocent, part)))).ToList();
            foreach (var enough in Thresholds)
                Show(console, FormattableString.Invariant($"rows {part + 1} of {Parts}, {enough:0.0} enough"), counted.Select(entry => entry.Seed.With(entry.Points(enough))), Inside(need, part), Inside(innocent, part));
            var set = SetOf(counted.Select(entry => entry.Seed.With(entry.Points(Points.Threshold))));
            foreach (var row in Inside(need, part).Where(row => !RecallBenchmark.Finds(set, row.Search)).Concat(Inside(innocent, part).Where(row => RecallBenchmark.Finds(set, row.Search))))
                console.WriteLine($"    {(row.InNeed ? "missed" : "wrong "),-7} {row.Search.Label}: {row.Search.Text}");
        }
    }

    private static Func<double, IEnumerable<CountedPattern>> Count(SeedText seed, string locale, IEnumerable<LabelledRow> need, IEnumerable<LabelledRow> innocent) =>
        Points.Count(seed.Plain, locale, [.. need.Where(row => row.Search.Language == locale), .. innocent]);

    private static void Show(IAnsiConsole console, string what, IEnumerable<string> texts, IReadOnlyCollection<LabelledRow> need, IReadOnlyCollection<LabelledRow> innocent)
    {
        var set = SetOf(texts);
        console.WriteLine($"{what}: recall          {RecallBenchmark.ShareOf([.. need.Select(row => row.Search)], set)}");
        console.WriteLine($"{what}: false positives {RecallBenchmark.ShareOf([.. innocent.Select(row => row.Search)], set)}");
    }

    private static KeywordSet SetOf(IEnumerable<string> texts) =>
        new([.. texts.Zip(RecallBenchmark.Campaigns, (text, campaign) => RecallBenchmark.LiveCampaignOf(ConceptFile.Parse(text), campaign.Locale))]);

    private static IReadOnlyList<LabelledRow> Inside(IReadOnlyList<LabelledRow> rows, int part) => [.. rows.Where((_, i) => PartOf(i, rows) == part)];

    private static IEnumerable<LabelledRow> Outside(IReadOnlyList<LabelledRow> rows, int part) => rows.Where((_, i) => PartOf(i, rows) != part);

    private static int PartOf(int i, IReadOnlyCollection<LabelledRow> rows) => i * Parts / rows.Count;
}
