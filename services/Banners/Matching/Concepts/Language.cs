using System.Collections.Frozen;

namespace Banners.Matching.Concepts;

/// <summary>
/// What is known of one language, read from <c>Languages/{code}.txt</c>: how letters sound, how words are abbreviated, which endings a
/// verb has, and which small words are glued to others. Code only interprets it, so that another interpreter agrees.
/// </summary>
internal sealed class Language
{
    // Other letters than ASCII's share one place.
    private const int Letters = 128;

    private static readonly FrozenDictionary<string, Language> All = new[] { "fr", "en" }.ToFrozenDictionary(code => code, Read, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string[]> _spellings;
    private readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _spellingsBySpan;
    private readonly FrozenSet<string> _glued;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _gluedBySpan;

    // By the first letter of a glued word, and by its last: one bit for each length that there is.
    private readonly int[] _lengthsBefore = new int[Letters];
    private readonly int[] _lengthsBehind = new int[Letters];
    private readonly (string Ending, string[] Forms)[] _endings;

    private Language(string code, ILookup<string, string> sections)
    {
        (Code, Sections) = (code, sections);
        Sounds = new SoundTable(sections["sounds"], sections["dropped"].Single()[0]);
        _spellings = sections["spellings"].Select(Split).ToFrozenDictionary(line => line.Left, line => line.Right, StringComparer.Ordinal);
        _spellingsBySpan = _spellings.GetAlternateLookup<ReadOnlySpan<char>>();
        _glued = sections["glued"].SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
        _gluedBySpan = _glued.GetAlternateLookup<ReadOnlySpan<char>>();
        _endings = [.. sections["endings"].Select(Split).Select(line => (line.Left, line.Right))];
        foreach (var word in _glued)
        {
            _lengthsBefore[PlaceOf(word[0])] |= 1 << word.Length;
            _lengthsBehind[PlaceOf(word[^1])] |= 1 << word.Length;
        }

        LongestGlued = _glued.Max(word => word.Length);
    }

    public string Code { get; }

    /// <summary>The file's lines by heading, for whoever interprets them elsewhere.</summary>
    public ILookup<string, string> Sections { get; }

    public SoundTable Sounds { get; }

    public int LongestGlued { get; }

    /// <summary>The language of a locale such as <c>fr-CA</c>; French when it is none of ours.</summary>
    public static Language Of(string locale) => All.GetValueOrDefault(locale.Split('-', '_')[0]) ?? All["fr"];

    /// <summary>What an abbreviation stands for, or null: <c>jsuis</c> is <c>je suis</c>.</summary>
    public string[]? Spelling(ReadOnlySpan<char> word) => _spellingsBySpan.TryGetValue(word, out var words) ? words : null;

    /// <summary>Whether this small word is often written without a space after it: <c>mon</c> in <c>monpere</c>.</summary>
    public bool IsGlued(ReadOnlySpan<char> word) => _gluedBySpan.Contains(word);

    /// <summary>The lengths of the glued words that a word with this first letter may begin with, one bit each.</summary>
    public int GluedBefore(char first) => _lengthsBefore[PlaceOf(first)];

    /// <summary>The lengths of those that a word with this last letter may end with.</summary>
    public int GluedBehind(char last) => _lengthsBehind[PlaceOf(last)];

    /// <summary>The word and its other forms, for a class: <c>taper</c> is also <c>tapent</c>, <c>tapait</c>, …</summary>
    public IEnumerable<string> Forms(string word)
    {
        yield return word;
        foreach (var (ending, forms) in _endings)
        {
            if (word.Length < ending.Length + 2 || !word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            foreach (var form in forms)
                yield return string.Concat(word.AsSpan(0, word.Length - ending.Length), form);
            yield break;
        }
    }

    private static int PlaceOf(char letter) => letter < Letters ? letter : 0;

    private static (string Left, string[] Right) Split(string line)
    {
        var sides = line.Split('=');
        return (sides[0].Trim(), sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Language Read(string code)
    {
        using var file = typeof(Language).Assembly.GetManifestResourceStream($"Banners.Matching.Concepts.Languages.{code}.txt")!;
        using var reader = new StreamReader(file);
        var (section, lines) = ("", new List<(string Section, string Line)>());
        while (reader.ReadLine() is { } line)
        {
            line = line.Split("//")[0].Trim();
            if (line is ['[', .. var name, ']'])
                section = name;
            else if (line.Length > 0)
                lines.Add((section, line));
        }

        return new Language(code, lines.ToLookup(entry => entry.Section, entry => entry.Line, StringComparer.Ordinal));
    }
}
