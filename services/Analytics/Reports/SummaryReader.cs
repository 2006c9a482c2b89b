using Analytics.Data;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Reports;

internal sealed record SummaryFilter(Guid? Campaign = null, string? Partner = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Reads the summary from day rollups only: its cost follows days and banners, not events.</summary>
internal sealed class SummaryReader(MetricsDbContext db, ReportHeads heads)
{
    private IQueryable<string> SandboxPartners => db.Partners.Where(x => x.Sandbox).Select(x => x.Id);

    public async Task<Summary> ReadAsync(SummaryFilter filter, CancellationToken cancellationToken)
    {
        DateTimeOffset? end = filter.To is { } last ? Period.EndOf(last) : null;
        var head = heads.Of(end, Summary.Links);
        var events = await BannerEventsAsync(filter, cancellationToken);
        var partnerEvents = await PartnerEventsAsync(filter, heads.OfPartners(end, Summary.Links).State, cancellationToken);
        var (uploads, published) = await VideosAsync(filter, cancellationToken);
        return new Summary(
            head, filter.From, filter.To,
            Figures(x => x is { Verified: true, Valid: true }), Figures(x => x is { Verified: false, Valid: true }), Figures(x => x.OnDevice), Figures(x => x is { Valid: false, OnDevice: false }),
            partnerEvents, uploads, published, await TapsAsync(filter, cancellationToken),
            filter.Partner is not null && await SandboxPartners.AnyAsync(x => x == filter.Partner, cancellationToken));

        EventFigures Figures(Func<BannerEventSum, bool> which) => EventFigures.Of(events.Where(which)
            .GroupBy(x => x.EventType, StringComparer.Ordinal).ToDictionary(x => x.Key, x => x.Sum(y => y.Count), StringComparer.Ordinal));
    }

    private sealed record BannerEventSum(string EventType, bool Verified, bool Valid, bool OnDevice, long Count);

    private Task<List<BannerEventSum>> BannerEventsAsync(SummaryFilter filter, CancellationToken cancellationToken)
    {
        var days = db.Days.AsNoTracking();
        if (filter.From is { } from)
            days = days.Where(x => x.Day >= from);
        if (filter.To is { } to)
            days = days.Where(x => x.Day <= to);
        if (filter.Campaign is { } campaign)
            days = days.Where(x => x.CampaignId == campaign);
        days = filter.Partner is { } partner ? days.Where(x => x.Partner == partner) : days.Where(x => !SandboxPartners.Contains(x.Partner));
        return days.GroupBy(x => new { x.EventType, x.Verified, Valid = x.Validity == "valid", OnDevice = x.Validity == "bundle" })
            .Select(x => new BannerEventSum(x.Key.EventType, x.Key.Verified, x.Key.Valid, x.Key.OnDevice, x.Sum(y => y.Count)))
            .ToListAsync(cancellationToken);
    }

    private async Task<PartnerEventFigures> PartnerEventsAsync(SummaryFilter filter, string state, CancellationToken cancellationToken)
    {
        var days = db.PartnerDays.AsNoTracking();
        if (filter.From is { } from)
            days = days.Where(x => x.Day >= from);
        if (filter.To is { } to)
            days = days.Where(x => x.Day <= to);
        if (filter.Campaign is { } campaign)
            days = days.Where(x => x.CampaignId == campaign);
        // What came as a sandbox's stays apart, also before or after its partner is known as one.
        days = filter.Partner is { } partner ? days.Where(x => x.Partner == partner) : days.Where(x => !x.Sandbox && !SandboxPartners.Contains(x.Partner));
        var types = await days.GroupBy(x => x.EventType).OrderBy(x => x.Key)
            .Select(x => new { Type = x.Key, Count = x.Sum(y => y.Count), Events = x.Sum(y => y.Events) }).ToListAsync(cancellationToken);
        return new PartnerEventFigures(types.Sum(x => x.Count), types.Sum(x => x.Events), types.ToDictionary(x => x.Type, x => x.Count, StringComparer.Ordinal), state);
    }

    private async Task<(long Uploads, long Published)> VideosAsync(SummaryFilter filter, CancellationToken cancellationToken)
    {
        var videos = db.Videos.AsNoTracking();
        videos = filter.Partner is { } partner ? videos.Where(x => x.Partner == partner) : videos.Where(x => x.Partner == null || !SandboxPartners.Contains(x.Partner));
        var from = filter.From is { } first ? Period.StartOf(first) : DateTimeOffset.MinValue;
        var to = filter.To is { } last ? Period.EndOf(last) : DateTimeOffset.MaxValue;
        return (
            await videos.LongCountAsync(x => x.UploadedAt >= from && x.UploadedAt < to, cancellationToken),
            await videos.LongCountAsync(x => x.TakenDownAt == null && x.PublishedAt >= from && x.PublishedAt < to, cancellationToken));
    }

    // Our own pages' taps belong to no partner.
    private async Task<long> TapsAsync(SummaryFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Partner is not null)
            return 0;
        var days = db.TapDays.AsNoTracking();
        if (filter.From is { } from)
            days = days.Where(x => x.Day >= from);
        if (filter.To is { } to)
            days = days.Where(x => x.Day <= to);
        return await days.SumAsync(x => x.Count, cancellationToken);
    }
}
