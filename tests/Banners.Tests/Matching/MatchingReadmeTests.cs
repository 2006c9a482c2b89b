using System.Text.RegularExpressions;
using Banners.Data;
using Banners.Matching;

namespace Banners.Tests.Matching;

/// <summary>Every example in services/Banners/Matching/README.md.</summary>
public sealed partial class MatchingReadmeTests
{
    private static readonly Dictionary<string, string[]> Classes = new()
    {
        ["who"] = ["père", "parents"],
        ["me"] = ["me", "m'"],
        ["hit"] = ["taper", "frapper"],
        ["afraid"] = ["peur"],
        ["home"] = ["maison", "chez moi"],
    };

    private static readonly List<(string Heading, string[] Cells)> Rows = Read();

    public static TheoryData<string, string, string, bool, bool> Cases()
    {
        var cases = new TheoryData<string, string, string, bool, bool>();
        foreach (var row in Rows.Where(row => row.Heading is "Types of keyword"))
            Add(row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3]);
        foreach (var row in Rows.Where(row => row.Heading is "Look-alikes"))
            Add("phrase", row.Cells[0], row.Cells[1], row.Cells[2], lookalikes: true);
        foreach (var row in Rows.Where(row => row.Heading is "Concepts" && row.Cells.Length == 4))
            Add("concept", row.Cells[0], row.Cells[1], row.Cells[2]);
        foreach (var row in Rows.Where(row => row.Heading is "Concepts" && row.Cells.Length == 2))
            Add("concept", row.Cells[0], row.Cells[1], "");
        return cases;

        void Add(string type, string keyword, string found, string not, bool lookalikes = false)
        {
            foreach (var search in Quoted(found))
                cases.Add(type, Quoted(keyword).Single(), search, lookalikes, true);
            foreach (var search in Quoted(not))
                cases.Add(type, Quoted(keyword).Single(), search, lookalikes, false);
        }
    }

    public static TheoryData<string, string> Forms()
    {
        var forms = new TheoryData<string, string>();
        foreach (var row in Rows.Where(row => row.Heading is "Both are brought into one form"))
            forms.Add(Quoted(row.Cells[0]).Single(), Quoted(row.Cells[1]).Single());
        return forms;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_example_is_true(string type, string keyword, string search, bool lookalikes, bool found)
    {
        var set = new KeywordSet([Campaigns.Of("A campaign", [(keyword, Campaigns.TypeOf(type))], lookalikes: lookalikes, classes: Classes)]);

        (set.Find(search, "any") is not null).ShouldBe(found);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_is_true(string text, string form) => Normalizer.Normalize(text).ShouldBe(form);

    [Fact]
    public void A_letter_held_down_is_read_twice_and_once()
    {
        var set = new KeywordSet([Campaigns.Of("A campaign", [("au secours", KeywordType.Phrase), ("allo", KeywordType.Exact), ("1000", KeywordType.Exact)])]);

        set.Find("au secooours", "any").ShouldNotBeNull();
        set.Find("allllo", "any").ShouldNotBeNull();
        set.Find("10000", "any").ShouldBeNull();
    }

    [Fact]
    public void The_page_has_its_examples()
    {
        Cases().Count.ShouldBeGreaterThan(60);
        Forms().Count.ShouldBeGreaterThan(8);
    }

    private static IEnumerable<string> Quoted(string cell) => QuotedText().Matches(cell).Select(match => match.Groups[1].Value.Replace(@"\|", "|"));

    private static List<(string, string[])> Read()
    {
        using var file = typeof(MatchingReadmeTests).Assembly.GetManifestResourceStream("Banners.Matching.README.md")!;
        using var reader = new StreamReader(file);
        var (heading, rows) = ("", new List<(string, string[])>());
        foreach (var line in reader.ReadToEnd().Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                heading = line[3..].Trim();
            else if (line.StartsWith('|') && line.Contains('`', StringComparison.Ordinal))
                rows.Add((heading, [.. CellBorder().Split(line.Trim().Trim('|')).Select(cell => cell.Trim())]));
        }

        return rows;
    }

    [GeneratedRegex("`([^`]*)`", RegexOptions.None, 1000)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex CellBorder();
}
