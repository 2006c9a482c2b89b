namespace Banners.Seed;

/// <summary>
/// Word classes and patterns as lines that a child-protection professional reads and changes: <c>[classes]</c>, <c>[kind …]</c> and
/// <c>[not]</c> are headings, <c>[points]</c> is one for patterns with points that name no kind; <c>name = word, word</c> is a class, any
/// other line is a pattern; <c>//</c> begins a remark.
/// </summary>
internal sealed record ConceptFile(IReadOnlyList<ConceptFile.WordClass> Classes, IReadOnlyList<ConceptFile.Line> Patterns)
{
    internal sealed record WordClass(string Name, IReadOnlyList<string> Words);

    internal sealed record Line(string? Kind, string Pattern, bool Negative);

    public static ConceptFile Read(string resource)
    {
        using var file = typeof(ConceptFile).Assembly.GetManifestResourceStream($"Banners.Seed.{resource}.txt")!;
        using var reader = new StreamReader(file);
        return Parse(reader.ReadToEnd());
    }

    public static ConceptFile Parse(string text)
    {
        var (heading, classes, patterns) = ("", new List<WordClass>(), new List<Line>());
        foreach (var whole in text.Split('\n'))
        {
            var line = whole.Split("//")[0].Trim();
            if (line is "[classes]" or "[not]" or "[points]" || line.StartsWith("[kind ", StringComparison.Ordinal))
                heading = line[1..^1];
            else if (line.Length > 0 && heading is "classes")
                classes.Add(ClassOf(line));
            else if (line.Length > 0)
                patterns.Add(new Line(heading is "not" or "points" ? null : heading["kind ".Length..], line, heading is "not"));
        }

        return new ConceptFile(classes, patterns);
    }

    private static WordClass ClassOf(string line)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        return new WordClass(line[..at].Trim(), [.. line[(at + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)]);
    }
}
