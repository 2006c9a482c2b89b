namespace Banners.Data;

/// <summary>What the campaign's authors wrote; never what somebody searched.</summary>
internal sealed class Keyword
{
    public const int MaxLength = 120;

    private Keyword()
    {
    }

    public Keyword(Guid id, string text, KeywordType matchType)
    {
        (Id, Text, MatchType) = (id, text, matchType);
    }

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    public string Text { get; private set; } = "";

    public KeywordType MatchType { get; private set; }
}
