using System.Text.Json.Serialization;

namespace Contracts.Banners;

/// <summary>Events of the hot path, many in one message. An event counts once by (decision id, type).</summary>
public sealed record BannerEventsRecorded
{
    /// <summary>In JSON by columns, see <see cref="BannerEventColumns"/>.</summary>
    [JsonConverter(typeof(BannerEventColumns))]
    public required IReadOnlyList<BannerEvent> Events { get; init; }
}

public sealed record BannerEvent
{
    /// <summary>UUIDv7 of the decision (or of Content's tap); its time fixes the partition.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary><c>impression</c>, <c>viewable</c>, <c>click</c> or <c>tap</c>.</summary>
    public required string Type { get; init; }

    public required Guid CampaignId { get; init; }

    public required Guid BannerId { get; init; }

    /// <summary>All zeroes when a device names a keyword that is no longer known.</summary>
    public required Guid KeywordId { get; init; }

    public required string Partner { get; init; }

    public string? Locale { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? Device { get; init; }

    /// <summary><c>valid</c>, <c>bot</c>, <c>prefetch</c> or <c>too-fast</c>, fixed at receipt; <c>bundle</c>: valid on the word of a device that decided by itself.</summary>
    public required string Validity { get; init; }

    /// <summary>The decision came with the partner's key.</summary>
    public required bool Verified { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
