using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

/// <summary>A word class as it is being written: what a pattern calls by its name in brackets.</summary>
/// <param name="key">Keeps its fields its own while others come and go.</param>
public sealed class WordClassInWriting(int key)
{
    public int Key { get; } = key;

    public string Name { get; set; } = "";

    /// <summary>One per line.</summary>
    public string Words { get; set; } = "";

    public string NameId => $"class-{Key}-name";

    public string WordsId => $"class-{Key}-words";

    public DraftWordClass WordClass => new(Name.Trim(), Words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static WordClassInWriting Of(DraftWordClass known, int key) => new(key) { Name = known.Name, Words = string.Join('\n', known.Words) };

    public (string Id, string Label) PlaceOf(string field) =>
        field.StartsWith("Words", StringComparison.Ordinal) ? (WordsId, $"[{Name}], {Texts.ClassWords}") : (NameId, $"[{Name}]");
}
