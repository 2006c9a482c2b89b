namespace Content.Uploads;

internal enum UploadState
{
    Receiving,
    Finished,
    Rejected,
}

/// <summary>One tus upload. The row says how many bytes are durable; what the file holds beyond that was never acknowledged.</summary>
internal sealed class Upload
{
    public const int LongestTitle = 120;

    /// <summary>UUIDv7; becomes the video's id, so that an upload can never become two videos.</summary>
    public required Guid Id { get; init; }

    public required Guid CreatorId { get; init; }

    /// <summary>The partner whose key began the upload; null for the admin key.</summary>
    public string? Partner { get; init; }

    public required string Title { get; init; }

    public required string Language { get; init; }

    public required bool SignLanguage { get; init; }

    /// <summary>WebVTT, if it came with the creation.</summary>
    public string? Captions { get; init; }

    public required long Length { get; init; }

    public long Received { get; init; }

    public UploadState State { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsWhole => Received == Length;
}
