using Analytics.Reports;

namespace Analytics.Live;

/// <summary>Banner events of a minute; the count is absolute: what came before it is replaced, not added to.</summary>
/// <param name="At">The minute's start (UTC).</param>
/// <param name="Sandbox">The partner is a sandbox and none of its events is real.</param>
internal sealed record MinuteBucket(DateTimeOffset At, Guid Campaign, string Partner, string Type, string Validity, bool Verified, bool Sandbox, long Count)
{
    public static IEqualityComparer<MinuteBucket> SameBucket { get; } = EqualityComparer<MinuteBucket>.Create(
        (a, b) => a!.At == b!.At && a.Campaign == b.Campaign && a.Verified == b.Verified && a.Partner == b.Partner && a.Type == b.Type && a.Validity == b.Validity,
        bucket => HashCode.Combine(bucket.At, bucket.Campaign, bucket.Partner, bucket.Type, bucket.Validity, bucket.Verified));
}

/// <summary>What a partner reported for a day; absolute.</summary>
/// <param name="Campaign">Null when the partner named none.</param>
/// <param name="Sandbox">The partner is a sandbox, or said itself that nothing of it is real.</param>
/// <param name="Events">Distinct events.</param>
/// <param name="Count">What they stand for.</param>
internal sealed record PartnerDayBucket(DateOnly Day, string Partner, string Type, Guid? Campaign, bool Marked, bool Sandbox, long Events, long Count)
{
    public static IEqualityComparer<PartnerDayBucket> SameBucket { get; } = EqualityComparer<PartnerDayBucket>.Create(
        (a, b) => a!.Day == b!.Day && a.Partner == b.Partner && a.Type == b.Type && a.Campaign == b.Campaign && a.Marked == b.Marked,
        bucket => HashCode.Combine(bucket.Day, bucket.Partner, bucket.Type, bucket.Campaign, bucket.Marked));
}

/// <summary>Taps on a helpline of our own pages on a day; absolute.</summary>
internal sealed record TapDayBucket(DateOnly Day, string Number, string Page, string Locale, long Count)
{
    public static IEqualityComparer<TapDayBucket> SameBucket { get; } = EqualityComparer<TapDayBucket>.Create(
        (a, b) => a!.Day == b!.Day && a.Number == b.Number && a.Page == b.Page && a.Locale == b.Locale,
        bucket => HashCode.Combine(bucket.Day, bucket.Number, bucket.Page, bucket.Locale));
}

/// <summary>Data of the event <c>change</c>: the buckets that changed.</summary>
/// <param name="AsOf">When the store was read, by its own clock.</param>
/// <param name="Since">The first minute that the stream still tells; what a follower has from before it is to be dropped.</param>
internal sealed record LiveChange(
    DateTimeOffset AsOf, DateTimeOffset Since,
    IReadOnlyList<MinuteBucket> Minutes, IReadOnlyList<PartnerDayBucket> PartnerDays, IReadOnlyList<TapDayBucket> TapDays);

/// <summary>Data of the event <c>reset</c>: all buckets; whatever a follower has is to be dropped.</summary>
internal sealed record LiveReset(
    DateTimeOffset AsOf, DateTimeOffset Since,
    IReadOnlyList<MinuteBucket> Minutes, IReadOnlyList<PartnerDayBucket> PartnerDays, IReadOnlyList<TapDayBucket> TapDays, Summary Summary);

/// <summary>Data of the event <c>heartbeat</c>.</summary>
/// <param name="AsOf">When the store was last read; older than a few seconds: it does not answer.</param>
internal sealed record LiveHeartbeat(DateTimeOffset AsOf);
