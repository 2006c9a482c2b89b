namespace Traffic.Visiting;

/// <summary>What a platform reads of a decision with a banner.</summary>
internal sealed record Decision
{
    public required Guid DecisionId { get; init; }

    public required Uri ImpressionUrl { get; init; }

    public required Uri ViewableUrl { get; init; }

    public required Uri ClickUrl { get; init; }

    public required Uri TapUrl { get; init; }
}

internal sealed record DecisionRequest(string Query, string Locale, string Partner, string Country, string Region, string Device);
