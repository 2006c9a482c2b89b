namespace Partners.Inbound;

/// <summary>A webhook that was accepted. (partner, webhook id) is the key by which a second copy is known.</summary>
internal sealed class ReceivedWebhook
{
    public required string PartnerId { get; init; }

    public required string WebhookId { get; init; }

    /// <summary>SHA-256 of the raw body.</summary>
    public required byte[] BodyHash { get; init; }

    public required int Events { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
