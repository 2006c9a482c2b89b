using Banners.Data;
using Banners.Matching;
using Banners.Seed;
using Spectre.Console;

namespace Benchmarks.Recall;

/// <summary>
/// How many searches of children in need the seeded distress campaigns find, and how many innocent ones they take for such. The
/// held-out half is only counted: what it missed is never shown, or it would no longer be held out.
/// </summary>
internal sealed class RecallBenchmark : IBenchmark
{
    private const double LeastRecall = 0.9;
    private const double MostWrong = 0.005;
    private const string Partner = "sandbox";

    public static readonly IReadOnlyList<(string Seed, string Locale)> Campaigns = [("distress-fr", "fr"), ("distress-en", "en")];

    public string Name => "recall";

    /// <summary>As they are seeded, without their banners.</summary>
    public static IEnumerable<LiveCampaign> DistressCampaigns() => Campaigns.Select(campaign => LiveCampaignOf(ConceptFile.Read(campaign.Seed), campaign.Locale));

    public static LiveCampaign LiveCampaignOf(ConceptFile file, string locale) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Revision = 1,
            Name = $"distress-{locale}",
            Country = "FR",
            DefaultLocale = locale,
            Partners = [Partner],
            Lookalikes = true,
            WordClasses = [.. file.Classes.Select(known => new LiveWordClass(known.Name, known.Words))],
            Keywords = [.. file.Patterns.Select(line => new LiveKeyword(Guid.CreateVersion7(), line.Pattern, KeywordType.Concept, line.Kind, line.Negative))],
            Banners = [],
        };

    public static Share ShareOf(IReadOnlyCollection<LabelledSearch> searches, KeywordSet set) => new(searches.Count(search => Find(set, search) is not null), searches.Count);

    public static bool Finds(KeywordSet set, LabelledSearch search) => Find(set, search) is not null;

    public Task<IReadOnlyList<BenchmarkRow>> MeasureAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var set = new KeywordSet([.. DistressCampaigns()]);
        var tuning = LabelledSearch.Read("tuning", "need").Concat(LabelledSearch.Read("tuning", "innocent")).Select(search => Normalizer.Normalize(search.Text)).ToHashSet(StringComparer.Ordinal);
        console.WriteLine($"recall: {set.Count} patterns");
        var (need, innocent) = (LabelledSearch.Read("tuning", "need"), LabelledSearch.Read("tuning", "innocent"));
        Count(console, set, "tuning", need, innocent);
        foreach (var missed in need.Where(search => Find(set, search) is null))
            console.WriteLine($"    missed  {missed.Label}: {missed.Text}");
        foreach (var (search, keyword) in innocent.Select(search => (search, Find(set, search))).Where(entry => entry.Item2 is not null))
            console.WriteLine($"    wrong   {search.Label}: {search.Text}   <- {keyword!.Kind}: {keyword.Text}");

        var (recall, wrong) = Count(console, set, "held out", HeldOut(console, "need", tuning), HeldOut(console, "innocent", tuning));
        return Task.FromResult<IReadOnlyList<BenchmarkRow>>([
            BenchmarkRow.Of("recall", recall.Value, LeastRecall, "of the held-out searches in need", "≥ 0.9", recall.Value >= LeastRecall),
            BenchmarkRow.Of("recall-false-positives", wrong.Value, MostWrong, "of the held-out look-alikes", "≤ 0.005", wrong.Value <= MostWrong),
        ]);
    }

    private static (Share Recall, Share Wrong) Count(IAnsiConsole console, KeywordSet set, string half, IReadOnlyList<LabelledSearch> need, IReadOnlyList<LabelledSearch> innocent)
    {
        var recall = ShareOf(need, set);
        console.WriteLine($"  {half,-9} recall           {recall}");
        foreach (var kind in need.GroupBy(search => search.Label, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            console.WriteLine($"    {kind.Key,-24} {ShareOf([.. kind], set)}");
        foreach (var language in need.GroupBy(search => search.Language, StringComparer.Ordinal))
            console.WriteLine($"    {language.Key,-24} {ShareOf([.. language], set)}");
        var rightKind = new Share(need.Count(search => Find(set, search)?.Kind == search.Label), recall.Found);
        console.WriteLine($"    found, and of that kind  {rightKind}");
        var wrong = ShareOf(innocent, set);
        console.WriteLine($"  {half,-9} false positives  {wrong}");
        return (recall, wrong);
    }

    private static LiveKeyword? Find(KeywordSet set, LabelledSearch search) => set.Find(search.Text, Partner)?.Keyword;

    private static IReadOnlyList<LabelledSearch> HeldOut(IAnsiConsole console, string name, HashSet<string> tuning)
    {
        var all = LabelledSearch.Read("heldout", name);
        var apart = all.Where(search => !tuning.Contains(Normalizer.Normalize(search.Text))).ToList();
        console.WriteLine($"  held out  {name}: {all.Count - apart.Count} of {all.Count} left out, being in the tuning half too");
        return apart;
    }
}
