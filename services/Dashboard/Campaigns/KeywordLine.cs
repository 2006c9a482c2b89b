using Dashboard.Forms;
using Dashboard.Language;
using Dashboard.Neighbours;

namespace Dashboard.Campaigns;

/// <summary>A keyword as it is being written.</summary>
/// <param name="key">Keeps its fields its own while lines come and go.</param>
public sealed class KeywordLine(int key)
{
    public int Key { get; } = key;

    public string Text { get; set; } = "";

    /// <summary><c>exact</c>, <c>phrase</c>, <c>hashtag</c>, <c>broad</c>, <c>concept</c> or <c>fuzzy</c>.</summary>
    public string MatchType { get; set; } = "phrase";

    public string Kind { get; set; } = "";

    public bool Negative { get; set; }

    public bool Blank => string.IsNullOrWhiteSpace(Text);

    public DraftKeyword Keyword => new(Text.Trim(), MatchType, string.IsNullOrWhiteSpace(Kind) ? null : Kind.Trim(), Negative);

    public string TextId => $"keyword-{Key}-text";

    public string TypeId => $"keyword-{Key}-type";

    public string KindId => $"keyword-{Key}-kind";

    public string NegativeId => $"keyword-{Key}-negative";

    public bool IsWrong(Mistakes? mistakes) => mistakes is { Any: true } && (mistakes.Of(TextId).Any() || mistakes.Of(TypeId).Any() || mistakes.Of(KindId).Any());

    public static KeywordLine Of(DraftKeyword keyword, int key) => new(key) { Text = keyword.Text, MatchType = keyword.MatchType, Kind = keyword.Kind ?? "", Negative = keyword.Negative };

    public static IReadOnlyList<(string Value, string Text)> Types =>
    [
        ("phrase", Texts.MatchPhrase), ("exact", Texts.MatchExact), ("broad", Texts.MatchBroad), ("hashtag", Texts.MatchHashtag), ("fuzzy", Texts.MatchFuzzy), ("concept", Texts.MatchConcept),
    ];

    public static string TypeName(string type) => Types.FirstOrDefault(known => known.Value == type).Text ?? type;
}
