using Analytics.Data;
using Analytics.Reports;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Quality;

/// <summary>Reads the quality of partners' events from counts by day: its cost follows days, partners and campaigns, not events.</summary>
internal sealed class QualityReader(MetricsDbContext db, Names names)
{
    private sealed record Excess(DateOnly Day, string Partner, long Viewable, long Clicks, long Taps);

    public async Task<IReadOnlyList<PartnerQualityDay>> ReadAsync(DateOnly from, DateOnly to, string? partner, CancellationToken cancellationToken)
    {
        var sandboxes = db.Partners.Where(x => x.Sandbox).Select(x => x.Id);
        var outcomes = await db.Outcomes.AsNoTracking()
            .Where(x => x.Source == "partner" && x.Partner != "" && x.Day >= from && x.Day <= to && (partner == null ? !sandboxes.Contains(x.Partner) : x.Partner == partner))
            .ToListAsync(cancellationToken);
        var late = await db.PartnerLateDays.AsNoTracking()
            .Where(x => x.Day >= from && x.Day <= to && (partner == null ? !sandboxes.Contains(x.Partner) : x.Partner == partner))
            .ToDictionaryAsync(x => (x.Day, x.Partner), x => x.Count, cancellationToken);
        var own = (await OwnAsync(from, to, partner, cancellationToken)).ToDictionary(x => (x.Day, x.Partner));
        var reported = await ReportedAsync(from, to, partner, cancellationToken);
        var ended = outcomes.ToLookup(x => (x.Day, x.Partner));

        var keys = ended.Select(x => x.Key).Concat(own.Keys).Concat(reported.Keys).Distinct().OrderByDescending(x => x.Day).ThenBy(x => x.Partner, StringComparer.Ordinal).ToList();
        var named = await names.OfAsync("partner", [.. keys.Select(x => x.Partner).Distinct(StringComparer.Ordinal)], cancellationToken);
        return keys.ConvertAll(key => Row(key, named.GetValueOrDefault(key.Partner), [.. ended[key]], late.GetValueOrDefault(key), own.GetValueOrDefault(key), reported.GetValueOrDefault(key)));
    }

    private static PartnerQualityDay Row((DateOnly Day, string Partner) key, string? name, IReadOnlyList<IngestionOutcome> outcomes, long late, Excess? own, long reported)
    {
        var (stored, duplicates, invalid, tooOld) = (Ended("stored"), Ended("duplicate"), Ended("invalid"), Ended("too-old"));
        var received = stored + duplicates + invalid + tooOld;
        return new PartnerQualityDay(
            key.Day, key.Partner, name, received, stored, duplicates, invalid, tooOld, late,
            Rate.Of(duplicates, received), Rate.Of(invalid, received), Rate.Of(tooOld, received), Rate.Of(late, stored),
            new ImpossibleEvents(own?.Viewable ?? 0, own?.Clicks ?? 0, own?.Taps ?? 0, reported));

        long Ended(string outcome) => outcomes.Where(x => x.Outcome == outcome).Sum(x => x.Count);
    }

    // In excess by campaign: one campaign's many impressions do not hide another's missing ones.
    private Task<List<Excess>> OwnAsync(DateOnly from, DateOnly to, string? partner, CancellationToken cancellationToken) =>
        new EventQuery(Partner: partner, Validity: "all", Access: "all").Of(db, db.Days).Where(x => x.Day >= from && x.Day <= to)
            .GroupBy(x => new { x.Day, x.Partner, x.CampaignId })
            .Select(x => new
            {
                x.Key.Day,
                x.Key.Partner,
                Impressions = x.Where(y => y.EventType == "impression").Sum(y => y.Count),
                Viewable = x.Where(y => y.EventType == "viewable").Sum(y => y.Count),
                Clicks = x.Where(y => y.EventType == "click").Sum(y => y.Count),
                Taps = x.Where(y => y.EventType == "tap").Sum(y => y.Count),
            })
            .GroupBy(x => new { x.Day, x.Partner })
            .Select(x => new Excess(
                x.Key.Day, x.Key.Partner,
                x.Sum(y => y.Viewable > y.Impressions ? y.Viewable - y.Impressions : 0),
                x.Sum(y => y.Clicks > y.Impressions ? y.Clicks - y.Impressions : 0),
                x.Sum(y => y.Taps > y.Impressions ? y.Taps - y.Impressions : 0)))
            .ToListAsync(cancellationToken);

    private async Task<Dictionary<(DateOnly Day, string Partner), long>> ReportedAsync(DateOnly from, DateOnly to, string? partner, CancellationToken cancellationToken)
    {
        var sandboxes = db.Partners.Where(x => x.Sandbox).Select(x => x.Id);
        var days = db.PartnerDays.AsNoTracking().Where(x => x.Day >= from && x.Day <= to && (x.EventType == "banner.impression" || x.EventType == "banner.click"));
        days = partner is null ? days.Where(x => !x.Sandbox && !sandboxes.Contains(x.Partner)) : days.Where(x => x.Partner == partner);
        var sums = await days.GroupBy(x => new { x.Day, x.Partner, x.CampaignId })
            .Select(x => new
            {
                x.Key.Day,
                x.Key.Partner,
                Impressions = x.Where(y => y.EventType == "banner.impression").Sum(y => y.Count),
                Clicks = x.Where(y => y.EventType == "banner.click").Sum(y => y.Count),
            })
            .GroupBy(x => new { x.Day, x.Partner })
            .Select(x => new { x.Key.Day, x.Key.Partner, Excess = x.Sum(y => y.Clicks > y.Impressions ? y.Clicks - y.Impressions : 0) })
            .ToListAsync(cancellationToken);
        return sums.ToDictionary(x => (x.Day, x.Partner), x => x.Excess);
    }
}
