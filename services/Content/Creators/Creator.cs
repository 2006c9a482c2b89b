namespace Content.Creators;

/// <summary>Somebody who speaks up for the cause in videos.</summary>
internal sealed class Creator
{
    public required Guid Id { get; init; }

    /// <summary>Part of addresses and of upload metadata, such as <c>camilletesigne</c>.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required string RoleFr { get; init; }

    public required string RoleEn { get; init; }

    /// <summary>Speaks in French Sign Language.</summary>
    public required bool SignLanguage { get; init; }

    /// <summary>Made a video that is meant to be passed on discreetly.</summary>
    public required bool DiscreetShare { get; init; }
}
