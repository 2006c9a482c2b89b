using Banners.Matching;
using Banners.Matching.Concepts;
using Banners.Seed;

namespace Benchmarks.Recall.Counting;

/// <summary>
/// The patterns that may get points: the classes <c>m-…</c> and <c>x-…</c>, words and pairs of words that are typed often, pairs of those
/// classes, and words that nothing knows.
/// </summary>
internal sealed class Candidates
{
    private const int LeastOfWord = 3;
    private const int LeastOfNeighbours = 3;
    private const int LeastOfClasses = 8;

    // A guess at a word of a class is left to that class, unless innocent searches hold it too.
    private const int LeastInnocentOfGuessed = 2;

    private static readonly string[] Unknown =
    [
        "[?]", "[?] … [?]", "[?] … [?] … [?]", "[?] + [?]", "^ [?]", "[?] $", "^ [?] + [?]", "^ [?] $",
        "[?] + [m-parent|m-kin]", "[m-parent|m-kin] + [?]", "[m-i] … [?]", "[m-me] … [?]",
    ];

    private readonly Language _language;
    private readonly ConceptSet _classes;
    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _neighbours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _classPairs = new(StringComparer.Ordinal);

    private Candidates(ConceptFile plain, string locale)
    {
        _language = Language.Of(locale);
        var classes = plain.Classes.Select(known => $"[{known.Name}]");
        _classes = new ConceptSet(RecallBenchmark.LiveCampaignOf(plain.WithOnePoint(classes), locale));
    }

    private static bool IsForPoints(string inBrackets) => inBrackets.StartsWith("[m-", StringComparison.Ordinal) || inBrackets.StartsWith("[x-", StringComparison.Ordinal);

    public static IReadOnlyList<string> Of(ConceptFile plain, string locale, IEnumerable<LabelledRow> rows)
    {
        var candidates = new Candidates(plain, locale);
        foreach (var row in rows)
            candidates.Add(row);
        string[] classes = [.. plain.Classes.Select(known => $"[{known.Name}]").Where(IsForPoints)];
        return [.. classes, .. classes.Select(known => $"^ {known}"), .. candidates.Frequent(), .. Unknown];
    }

    private IEnumerable<string> Frequent() =>
    [
        .. _words.Values.Where(word => word.Need + word.Innocent >= LeastOfWord && (word.Innocent >= LeastInnocentOfGuessed || !_classes.IsGuessed(word.Text))).Select(word => word.Text),
        .. _neighbours.Where(pair => pair.Value >= LeastOfNeighbours).Select(pair => pair.Key),
        .. _classPairs.Where(pair => pair.Value >= LeastOfClasses).Select(pair => pair.Key),
    ];

    // Each counts once in a search.
    private void Add(LabelledRow row)
    {
        string[] words = [.. Search.OfKeyword(row.Search.Text).Words.SelectMany(word => _language.Spelling(word) ?? [word])];
        foreach (var (sound, text) in words.Where(IsShort).Select(word => (SoundOf(word), word)).DistinctBy(word => word.Item1, StringComparer.Ordinal))
        {
            var known = _words.GetValueOrDefault(sound) ?? new Word(text, 0, 0);
            _words[sound] = row.InNeed ? known with { Need = known.Need + 1 } : known with { Innocent = known.Innocent + 1 };
        }

        foreach (var pair in words.Zip(words.Skip(1)).Where(pair => IsShort(pair.First) && IsShort(pair.Second)).Select(pair => $"{pair.First} + {pair.Second}").Distinct(StringComparer.Ordinal))
            _neighbours[pair] = _neighbours.GetValueOrDefault(pair) + 1;

        string[] classes = [.. _classes.Standing(row.Search.Text).Counting.Select(keyword => keyword.Text.Split(' ')[1]).Where(IsForPoints)];
        foreach (var pair in classes.SelectMany(_ => classes, (first, second) => $"{first} {second}"))
            _classPairs[pair] = _classPairs.GetValueOrDefault(pair) + 1;
    }

    private static bool IsShort(string word) => word.Length <= SoundTable.MaxLength;

    private string SoundOf(string word)
    {
        Span<char> sound = stackalloc char[2 * SoundTable.MaxLength];
        return new string(sound[.._language.Sounds.Write(word, sound)]);
    }

    private sealed record Word(string Text, int Need, int Innocent);
}
