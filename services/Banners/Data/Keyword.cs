namespace Banners.Data;

/// <summary>What the campaign's authors wrote; never what somebody searched.</summary>
internal sealed class Keyword
{
    public const int MaxLength = 240;
    public const int MaxKind = 40;

    private Keyword()
    {
    }

    public Keyword(Guid id, string text, KeywordType matchType, string? kind = null, bool negative = false)
    {
        (Id, Text, MatchType, Kind, Negative) = (id, text, matchType, kind, negative);
    }

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    public string Text { get; private set; } = "";

    public KeywordType MatchType { get; private set; }

    /// <summary>What need it speaks of, such as <c>self-harm</c>; the banner of that kind answers it.</summary>
    public string? Kind { get; private set; }

    /// <summary>Where it stands, the campaign has nothing to say.</summary>
    public bool Negative { get; private set; }

    /// <summary>Place in the authors' list: of two patterns that are equally specific the earlier one decides.</summary>
    public int Position { get; private set; }

    internal Keyword At(int position)
    {
        Position = position;
        return this;
    }

    internal Keyword Rewritten(Keyword other)
    {
        (Kind, Negative) = (other.Kind, other.Negative);
        return this;
    }
}
