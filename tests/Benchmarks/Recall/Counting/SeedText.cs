using System.Globalization;
using System.Text;
using Banners.Matching.Concepts;
using Banners.Seed;
using Benchmarks.Running;

namespace Benchmarks.Recall.Counting;

/// <summary>A pattern and what it counts; of a kind when it speaks for one need more than for all others together.</summary>
internal sealed record CountedPattern(string Pattern, int Points, string? Kind);

/// <summary>The seed of a distress campaign as it lies in the repository: what is written by hand, and below it the points that are counted.</summary>
internal sealed class SeedText
{
    private const string Begin = "// ---- Points:";

    private static readonly string Heading = $"""
        {Begin} what speaks for a need, and what against it. A search needs {Weighing.Enough}; a pattern above counts {Weighing.ForPattern}. Counted from the labelled
        // searches in tests/Benchmarks/Recall/tuning, heaviest first; [points] are those that name no kind of need.

        """.ReplaceLineEndings("\n");

    private readonly string _path;
    private readonly string _byHand;
    private readonly HashSet<string> _pointsByHand;

    public SeedText(string name)
    {
        Name = name;
        _path = Repository.In($"services/Banners/Seed/{name}.txt");
        var text = File.ReadAllText(_path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        _byHand = (begin < 0 ? text : text[..begin]).TrimEnd();
        var written = ConceptFile.Parse(_byHand);
        var byHand = written.Patterns.ToLookup(line => Pattern.Parse(line.Pattern, out _) is { Points: not 0 });
        _pointsByHand = [.. byHand[true].Select(line => line.Pattern.Split(' ', 2)[^1].Trim())];
        Plain = written with { Patterns = [.. byHand[false]] };
    }

    public string Name { get; }

    /// <summary>Classes and patterns without points.</summary>
    public ConceptFile Plain { get; }

    /// <summary>With these points instead of those that were counted before; what somebody gave points by hand keeps them.</summary>
    public string With(IEnumerable<CountedPattern> counted)
    {
        var text = new StringBuilder(_byHand).Append("\n\n").Append(Heading);
        foreach (var kind in counted.Where(line => !_pointsByHand.Contains(line.Pattern)).GroupBy(line => line.Kind, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(kind.Key is null ? "\n[points]\n" : $"\n[kind {kind.Key}]\n");
            foreach (var line in kind.OrderByDescending(line => Math.Abs(line.Points)).ThenBy(line => line.Pattern, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"{line.Points:+0;-0} {line.Pattern}\n");
        }

        return text.ToString();
    }

    public void Write(string text) => File.WriteAllText(_path, text);
}
