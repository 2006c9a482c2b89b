using Contracts.Partners;
using Microsoft.Extensions.Options;

namespace Analytics.Ingestion;

/// <summary>A partner's event that may be claimed and stored.</summary>
/// <param name="Event">As the partner sent it.</param>
/// <param name="OccurredAt">Its time of report: as said, but not in the future.</param>
/// <param name="ClaimedUntil">The day whose raw events the claim outlives: an event from the future must not come again as a past one.</param>
/// <param name="Subject">What it is about, if that can be told.</param>
internal sealed record AcceptedPartnerEvent(PartnerEvent Event, DateTimeOffset OccurredAt, DateOnly ClaimedUntil, string? Subject)
{
    public DateOnly Day => DateOnly.FromDateTime(OccurredAt.UtcDateTime);
}

/// <summary>First step for partners' events: each is accepted, or dropped with a reason.</summary>
internal sealed class PartnerEventIntake(IOptions<AnalyticsOptions> options, TimeProvider clock)
{
    private const int LongestIdentity = 256;
    private const long LargestCount = 1_000_000_000;

    public (List<AcceptedPartnerEvent> Accepted, Drops Drops) Check(PartnerEventsReceived received)
    {
        var now = clock.GetUtcNow();
        var oldest = DayOf(now).AddDays(-options.Value.RawDays);
        var partner = Tidy.IsPartner(received.Partner) ? received.Partner : "";
        var accepted = new List<AcceptedPartnerEvent>();
        var drops = new Drops();
        foreach (var said in (IEnumerable<PartnerEvent?>?)received.Events ?? [])
        {
            if (said is null || partner.Length == 0 || !IsValid(said))
                drops.Add(partner, DropReason.Invalid);
            else if (DayOf(said.OccurredAt) < oldest)
                drops.Add(partner, DropReason.TooOld);
            else
                accepted.Add(new AcceptedPartnerEvent(
                    said,
                    (said.OccurredAt > now ? now : said.OccurredAt).ToUniversalTime(),
                    DayOf(said.OccurredAt > now ? said.OccurredAt : now),
                    Tidy.Label(said.Subject)));
        }

        return (accepted, drops);
    }

    private static bool IsValid(PartnerEvent said) =>
        Tidy.IsIdentity(said.EventId, LongestIdentity)
        && Tidy.IsIdentity(said.Source, LongestIdentity)
        && Tidy.IsName(said.Type)
        && said.Count is >= 1 and <= LargestCount;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
