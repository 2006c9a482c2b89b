using Banners.Auditing;
using Banners.Data;
using Banners.Serving;
using Contracts.Banners;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Banners.Authoring;

/// <summary>
/// One change of what is live: the revision row, the live copy of a campaign and the messages are committed together. The revision
/// row is taken first, so changes queue up one behind the other.
/// </summary>
internal sealed class Publication(BannersDbContext db, Outbox outbox, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Null when there is no such campaign.</summary>
    public async Task<(Campaign Campaign, PublishRefusal? Refusal)?> PublishAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var revision = await NextRevisionAsync(cancellationToken);
        if (await FindAsync(id, cancellationToken) is not { } campaign)
            return null;
        var now = clock.GetUtcNow();
        var before = Snapshot.Of(campaign);
        if (campaign.Publish(now) is { } refusal)
            return (campaign, refusal);
        trail.Add(actor, "publish", campaign, before, before.WithStateOf(campaign));

        await PutLiveAsync(campaign, cancellationToken);
        outbox.Add(new CampaignPublished
        {
            CampaignId = campaign.Id,
            Revision = campaign.Revision,
            Name = campaign.Name,
            Country = campaign.Country,
            Partners = campaign.Partners,
            Banners = [.. campaign.Banners.Select(banner => new PublishedBanner { BannerId = banner.Id, Locale = banner.Locale, Title = banner.Title })],
            Keywords = [.. campaign.Keywords.Where(keyword => !keyword.Negative).Select(keyword => new PublishedKeyword { KeywordId = keyword.Id, Text = keyword.Text })],
            OccurredAt = now,
        });
        await CommitAsync(revision, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (campaign, null);
    }

    /// <summary>Null when there is no such campaign; false when it is not live.</summary>
    public async Task<(Campaign Campaign, bool Paused)?> PauseAsync(Guid id, string actor, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var revision = await NextRevisionAsync(cancellationToken);
        if (await FindAsync(id, cancellationToken) is not { } campaign)
            return null;
        var now = clock.GetUtcNow();
        var before = Snapshot.Of(campaign);
        if (!campaign.Pause(now))
            return (campaign, false);
        trail.Add(actor, "pause", campaign, before, before.WithStateOf(campaign));

        await db.PublishedCampaigns.Where(live => live.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
        outbox.Add(new CampaignPaused { CampaignId = campaign.Id, Revision = campaign.Revision, OccurredAt = now });
        await CommitAsync(revision, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (campaign, true);
    }

    private Task<Campaign?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Campaigns.WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken);

    private async Task<long> NextRevisionAsync(CancellationToken cancellationToken)
    {
        await db.PublishedRevisions.ExecuteUpdateAsync(row => row.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        return await db.PublishedRevisions.AsNoTracking().Select(row => row.Revision).SingleAsync(cancellationToken);
    }

    private async Task PutLiveAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var content = PublishedSet.Write(LiveCopyOf(campaign));
        if (await db.PublishedCampaigns.SingleOrDefaultAsync(live => live.CampaignId == campaign.Id, cancellationToken) is { } live)
            (live.Revision, live.Content) = (campaign.Revision, content);
        else
            db.Add(new PublishedCampaign { CampaignId = campaign.Id, Revision = campaign.Revision, Content = content });
    }

    private async Task CommitAsync(long revision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var campaigns = await db.PublishedCampaigns.CountAsync(cancellationToken);
        var keywords = await db.Campaigns.Where(campaign => campaign.Status == CampaignStatus.Published).SumAsync(campaign => campaign.Keywords.Count, cancellationToken);
        outbox.Add(new KeywordSetPublished { Revision = revision, Campaigns = campaigns, Keywords = keywords, OccurredAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What would be live if it were published now.</summary>
    internal static LiveCampaign LiveCopyOf(Campaign campaign) => new()
    {
        Id = campaign.Id,
        Revision = campaign.Revision,
        Name = campaign.Name,
        Country = campaign.Country,
        DefaultLocale = campaign.DefaultLocale,
        Partners = campaign.Partners,
        Priority = campaign.Priority,
        Weight = campaign.Weight,
        Lookalikes = campaign.Lookalikes,
        MaxPerDay = campaign.MaxPerDay,
        WordClasses = [.. campaign.WordClasses.Select(known => new LiveWordClass(known.Name, known.Words))],
        Keywords = [.. campaign.Keywords.OrderBy(keyword => keyword.Position)
            .Select(keyword => new LiveKeyword(keyword.Id, keyword.Text, keyword.MatchType, keyword.Kind, keyword.Negative))],
        Regions = campaign.Regions,
        Flights = [.. campaign.Flights.Select(flight => new LiveFlight(flight.Start, flight.End, flight.Days, flight.From, flight.To, flight.TimeZone))],
        EvenRotation = campaign.EvenRotation,
        Banners = [.. campaign.Banners.OrderBy(banner => banner.Id).Select(banner => new LiveBanner(
            banner.Id, banner.Locale, banner.Dir, banner.Title, banner.Text, banner.Action,
            [.. banner.Helplines.Select(helpline => new LiveHelpline(helpline.Number, helpline.Label, helpline.Country, helpline.Sms))], banner.Kind,
            banner.Weight, banner.Image is null ? null : new LiveImage(banner.Image, banner.ImageAlt!),
            banner.Theme is null ? null : new LiveTheme(banner.Theme, banner.Accent, banner.AccentText)))],
    };
}
