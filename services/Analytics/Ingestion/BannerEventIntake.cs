using Contracts.Banners;
using Microsoft.Extensions.Options;

namespace Analytics.Ingestion;

/// <summary>An event that may be stored: checked, with its partition's day and its time of report.</summary>
internal sealed record AcceptedBannerEvent(BannerEvent Event, DateOnly Day, DateTimeOffset ReceivedAt, string? Locale, string? Region, string? Device, string? Country)
{
    /// <summary>The day (UTC) in whose figures it counts.</summary>
    public DateOnly ReportedOn => DateOnly.FromDateTime(ReceivedAt.UtcDateTime);
}

/// <summary>First step of the pipeline: each event is accepted, or dropped with a reason. Later steps trust what is accepted.</summary>
internal sealed class BannerEventIntake(IOptions<AnalyticsOptions> options, TimeProvider clock)
{
    // Replicas' clocks differ by seconds; an id from further ahead was not made by one of ours.
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(7);
    private static readonly TimeSpan EarliestBeforeDecision = TimeSpan.FromDays(1);
    // A token lives for 24 h; the rest is for clocks. A rebuild looks for an event's raw row no further away than this.
    private static readonly TimeSpan LatestAfterDecision = TimeSpan.FromDays(2);
    private static readonly HashSet<string> Types = new(["impression", "viewable", "click", "tap"], StringComparer.Ordinal);

    public (List<AcceptedBannerEvent> Accepted, Drops Drops) Check(IEnumerable<BannerEvent?> events)
    {
        var now = clock.GetUtcNow();
        var accepted = new List<AcceptedBannerEvent>();
        var drops = new Drops();
        foreach (var recorded in events)
        {
            var partner = Tidy.IsPartner(recorded?.Partner) ? recorded!.Partner : "";
            if (recorded is null || !IsValid(recorded, now, out var decidedAt))
                drops.Add(partner, DropReason.Invalid);
            else if (DayOf(decidedAt) < DayOf(now).AddDays(-options.Value.RawDays))
                drops.Add(partner, DropReason.TooOld);
            else
                accepted.Add(Accept(recorded, decidedAt, now));
        }

        return (accepted, drops);
    }

    private static bool IsValid(BannerEvent recorded, DateTimeOffset now, out DateTimeOffset decidedAt) =>
        UuidV7.TryGetTime(recorded.DecisionId, out decidedAt)
        && decidedAt <= now + FurthestAhead
        && recorded.ReceivedAt >= decidedAt - EarliestBeforeDecision
        && ReportedAt(recorded, now) <= decidedAt + LatestAfterDecision
        && Types.Contains(recorded.Type)
        && Tidy.IsName(recorded.Validity)
        && Tidy.IsPartner(recorded.Partner);

    // The day of the partition is the decision's own, so that a copy that comes after midnight meets the first one; only the
    // time of report is clamped.
    private static AcceptedBannerEvent Accept(BannerEvent recorded, DateTimeOffset decidedAt, DateTimeOffset now) => new(
        recorded,
        DayOf(decidedAt),
        ReportedAt(recorded, now),
        Tidy.Label(recorded.Locale),
        Tidy.Label(recorded.Region),
        Tidy.Label(recorded.Device),
        Tidy.Label(recorded.Country));

    private static DateTimeOffset ReportedAt(BannerEvent recorded, DateTimeOffset now) =>
        (recorded.ReceivedAt > now ? now : recorded.ReceivedAt).ToUniversalTime();

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
