using System.Linq.Expressions;

namespace Content.Moderation;

/// <summary>A video as the API shows it.</summary>
internal sealed record VideoAnswer(
    Guid Id, string Title, VideoAnswer.VideoCreator Creator, string Status, string? Reason, string? Partner, string Language, bool SignLanguage, bool HasCaptions,
    long Bytes, double DurationSeconds, int Width, int Height, long Revision, DateTimeOffset UploadedAt, DateTimeOffset? PublishedAt, DateTimeOffset? TakenDownAt, VideoAnswer.VideoLinks Links)
{
    internal sealed record VideoCreator(Guid Id, string Slug, string Name);

    /// <summary>Addresses on this service. Those of an unpublished video answer to the admin key only.</summary>
    internal sealed record VideoLinks(string Player, string Media, string Poster, string? Share);

    public static readonly IReadOnlyDictionary<string, VideoStatus> Statuses = new Dictionary<string, VideoStatus>(StringComparer.Ordinal)
    {
        ["uploaded"] = VideoStatus.Uploaded,
        ["published"] = VideoStatus.Published,
        ["rejected"] = VideoStatus.Rejected,
        ["taken-down"] = VideoStatus.TakenDown,
    };

    public static string NameOf(VideoStatus status) => status switch
    {
        VideoStatus.Uploaded => "uploaded",
        VideoStatus.Published => "published",
        VideoStatus.Rejected => "rejected",
        VideoStatus.TakenDown => "taken-down",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static readonly Expression<Func<Video, VideoAnswer>> Of = x => new VideoAnswer(
        x.Id, x.Title, new VideoCreator(x.Creator.Id, x.Creator.Slug, x.Creator.Name), NameOf(x.Status), x.Reason, x.Partner, x.Language, x.SignLanguage, x.Captions != null,
        x.Bytes, x.Duration.TotalSeconds, x.Width, x.Height, x.Revision, x.UploadedAt, x.PublishedAt, x.TakenDownAt,
        new VideoLinks($"/v/{x.Id}", $"/media/{x.Id}", $"/media/{x.Id}/poster.jpg", x.ShareSlug == null ? null : $"/s/{x.ShareSlug}"));
}
