using Content.Creators;

namespace Content.Moderation;

internal enum VideoStatus
{
    /// <summary>Checked by the machine, waiting for a person.</summary>
    Uploaded,
    Published,
    Rejected,
    TakenDown,
}

/// <summary>A checked video. A person decides whether it is shown.</summary>
internal sealed class Video
{
    public required Guid Id { get; init; }

    public required Guid CreatorId { get; init; }

    public Creator Creator { get; init; } = null!;

    public string? Partner { get; init; }

    public required string Title { get; init; }

    public required string Language { get; init; }

    public required bool SignLanguage { get; init; }

    public string? Captions { get; private set; }

    public required long Bytes { get; init; }

    public required TimeSpan Duration { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required string MediaType { get; init; }

    public VideoStatus Status { get; private set; }

    /// <summary>Grows with each change; messages carry it, and two changes at once cannot both win.</summary>
    public long Revision { get; private set; } = 1;

    public string? ShareSlug { get; private set; }

    public string? Reason { get; private set; }

    public required DateTimeOffset UploadedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? TakenDownAt { get; private set; }

    public static Video From(Uploads.Upload upload, Uploads.VideoFacts facts, DateTimeOffset now) => new()
    {
        Id = upload.Id,
        CreatorId = upload.CreatorId,
        Partner = upload.Partner,
        Title = upload.Title,
        Language = upload.Language,
        SignLanguage = upload.SignLanguage,
        Captions = upload.Captions,
        Bytes = upload.Length,
        Duration = facts.Duration,
        Width = facts.Width,
        Height = facts.Height,
        MediaType = facts.MediaType,
        UploadedAt = now,
    };

    public bool Publish(string shareSlug, DateTimeOffset now)
    {
        if (Status != VideoStatus.Uploaded)
            return false;
        (Status, ShareSlug, PublishedAt) = (VideoStatus.Published, shareSlug, now);
        Revision++;
        return true;
    }

    public bool Reject(string reason)
    {
        if (Status != VideoStatus.Uploaded)
            return false;
        (Status, Reason) = (VideoStatus.Rejected, reason);
        Revision++;
        return true;
    }

    public bool TakeDown(string reason, DateTimeOffset now)
    {
        if (Status != VideoStatus.Published)
            return false;
        (Status, Reason, TakenDownAt) = (VideoStatus.TakenDown, reason, now);
        Revision++;
        return true;
    }

    public void Caption(string? captions)
    {
        Captions = captions;
        Revision++;
    }
}
