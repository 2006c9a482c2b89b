namespace Content.Serving;

/// <summary>A video as the public pages show it.</summary>
public sealed record PublishedVideo(
    Guid Id, string Title, string CreatorName, string CreatorRoleFr, string CreatorRoleEn, string Language, bool SignLanguage,
    double DurationSeconds, int Width, int Height, string MediaType, string? Captions, string ShareSlug, long Revision, DateTimeOffset PublishedAt);
