namespace Banners.Data;

/// <summary>A picture for banners, under the hash of its content: what has one address never changes.</summary>
internal sealed class StoredImage
{
    /// <summary>SHA-256 of the content, hexadecimal, lower case.</summary>
    public required string Hash { get; init; }

    /// <summary>Media type, from the content itself.</summary>
    public required string Type { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
