namespace Contracts.Partners;

/// <summary>What the other services need to know of a partner: who it is and which keys are good.</summary>
public sealed record PartnerRegistered
{
    /// <summary>Lower-case id, part of public addresses, such as <c>tiktok</c>.</summary>
    public required string PartnerId { get; init; }

    public required long Revision { get; init; }

    public required string Name { get; init; }

    /// <summary>Its events are counted apart and never reach real numbers.</summary>
    public required bool Sandbox { get; init; }

    /// <summary>SHA-256 of each valid API key, lower-case hexadecimal.</summary>
    public required IReadOnlyList<string> KeyHashes { get; init; }

    /// <summary>Web origins that may call decisions, impressions and taps from a browser.</summary>
    public required IReadOnlyList<string> WebOrigins { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
