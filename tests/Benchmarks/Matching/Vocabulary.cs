using System.Text;
using Banners.Data;

namespace Benchmarks.Matching;

/// <summary>Made-up words, keywords and searches; the same in every run.</summary>
internal sealed class Vocabulary
{
    private const int Words = 40_000;
    private static readonly string[] Syllables = ["ba", "co", "du", "fe", "gi", "lo", "ma", "ne", "pi", "ro", "sa", "te", "vi", "cha", "tre", "pon", "mer", "lin", "gra", "sou"];

    // CA5394: nothing here is a secret; a fixed seed makes runs comparable.
#pragma warning disable CA5394
    private readonly Random _random = new(119);
    private readonly string[] _words;

    public Vocabulary() => _words = [.. Enumerable.Range(0, Words).Select(_ => Word())];

    /// <summary>A quarter each of exact, phrase, hashtag and broad keywords, of one to four words.</summary>
    public IReadOnlyList<LiveKeyword> Keywords(int count)
    {
        var types = new[] { KeywordType.Exact, KeywordType.Phrase, KeywordType.Hashtag, KeywordType.Broad };
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var keywords = new List<LiveKeyword>(count);
        while (keywords.Count < count)
        {
            var type = types[keywords.Count % types.Length];
            var text = type is KeywordType.Hashtag ? $"#{string.Concat(Some(1, 3))}" : string.Join(' ', Some(2, 4));
            if (texts.Add(text))
                keywords.Add(new LiveKeyword(Guid.CreateVersion7(), text, type));
        }

        return keywords;
    }

    /// <summary>Keywords that are met with an edit or two.</summary>
    public IReadOnlyList<LiveKeyword> FuzzyKeywords(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Some(1, 2))).Distinct(StringComparer.Ordinal).Select(text => new LiveKeyword(Guid.CreateVersion7(), text, KeywordType.Fuzzy))];

    /// <summary>Searches of one to eight words; one in ten holds a keyword.</summary>
    public string[] Searches(int count, IReadOnlyList<LiveKeyword> keywords) =>
        [.. Enumerable.Range(0, count).Select(i => i % 10 == 0 ? keywords[_random.Next(keywords.Count)].Text : string.Join(' ', Some(1, 8)))];

    private IEnumerable<string> Some(int least, int most)
    {
        for (var left = _random.Next(least, most + 1); left > 0; left--)
            yield return _words[_random.Next(_words.Length)];
    }

    private string Word()
    {
        var word = new StringBuilder();
        for (var left = _random.Next(2, 5); left > 0; left--)
            word.Append(Syllables[_random.Next(Syllables.Length)]);
        return word.ToString();
    }
#pragma warning restore CA5394
}
