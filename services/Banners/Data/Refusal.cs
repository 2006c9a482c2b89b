namespace Banners.Data;

/// <summary>Why a campaign does not go where somebody wants it.</summary>
internal enum Refusal
{
    NoKeywords = 1,
    NoBanners = 2,
    NothingNew = 3,
    MisfitPattern = 4,

    /// <summary>Who has written cannot approve.</summary>
    OwnWork = 5,

    /// <summary>Who has paused cannot put it live again.</summary>
    OwnPause = 6,
    NotSubmitted = 7,
    WaitsAlready = 8,

    /// <summary>It was changed since the approver read it.</summary>
    OtherRevision = 9,
    NotLive = 10,
    NotPaused = 11,

    /// <summary>It was paused before versions were kept.</summary>
    NoVersion = 12,
    StillLive = 13,
    Archived = 14,
}
