using Banners.Auditing;
using Banners.Data;
using Banners.Reviewing;
using Banners.Serving;
using Contracts.Banners;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;

namespace Banners.Authoring;

/// <summary>
/// One change of what is live: the revision row, the live copy of a campaign, its version, the entry in the audit trail and the messages are
/// committed together. The revision row is taken first, so changes queue up one behind the other.
/// </summary>
internal sealed partial class Publication(BannersDbContext db, Outbox outbox, AuditTrail trail, TimeProvider clock, ILogger<Publication> logger)
{
    /// <param name="decide">Puts the campaign live, or says why not.</param>
    public Task<Edit> PublishAsync(Guid id, string actor, string action, Func<Campaign, DateTimeOffset, Refusal?> decide, CancellationToken cancellationToken)
    {
        string[] writers = [];
        return ChangeAsync(id, actor, action, (campaign, now) =>
        {
            writers = campaign.Writers;
            return decide(campaign, now);
        }, (campaign, now) =>
        {
            var copy = LiveCopyOf(campaign);
            db.Add(new CampaignVersion
            {
                CampaignId = id,
                Number = campaign.Version,
                At = now,
                ApprovedBy = actor,
                Writers = writers,
                Revision = campaign.Revision,
                Keywords = copy.Keywords.Count,
                Banners = copy.Banners.Count,
                Content = PublishedSet.Write(copy),
            });
            return PutLiveAsync(copy, now, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Live as it was published last, whatever its authors have written since.</summary>
    public Task<Edit> ResumeAsync(Guid id, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "resume", (campaign, _) => campaign.Resume(actor), async (campaign, now) =>
        {
            var content = await db.CampaignVersions.Where(x => x.CampaignId == id && x.Number == campaign.Version).Select(x => x.Content).SingleAsync(cancellationToken);
            await PutLiveAsync(PublishedSet.Read(content) with { Revision = campaign.Revision }, now, cancellationToken);
        }, cancellationToken);

    public Task<Edit> PauseAsync(Guid id, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, actor, "pause", (campaign, now) => campaign.Pause(actor, now), async (campaign, now) =>
        {
            await db.PublishedCampaigns.Where(live => live.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
            outbox.Add(new CampaignPaused { CampaignId = campaign.Id, Revision = campaign.Revision, OccurredAt = now });
        }, cancellationToken);

    private async Task<Edit> ChangeAsync(
        Guid id, string actor, string action, Func<Campaign, DateTimeOffset, Refusal?> decide, Func<Campaign, DateTimeOffset, Task> apply, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var revision = await RevisionBell.NextRevisionAsync(db, cancellationToken);
        if (await db.Campaigns.WithContent().SingleOrDefaultAsync(campaign => campaign.Id == id, cancellationToken) is not { } campaign)
            return new Edit(null, null);
        var (now, before) = (clock.GetUtcNow(), Snapshot.Of(campaign));
        if (decide(campaign, now) is { } refusal)
            return new Edit(null, refusal.Problem(campaign));
        trail.Add(actor, action, campaign, before, before.WithStateOf(campaign));
        await apply(campaign, now);
        try
        {
            await CommitAsync(revision, now, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Edit(null, Editing.Meanwhile());
        }

        await transaction.CommitAsync(cancellationToken);
        Log.Changed(logger, campaign.Id, action, campaign.Revision);
        return new Edit(campaign, null);
    }

    private async Task PutLiveAsync(LiveCampaign copy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var content = PublishedSet.Write(copy);
        if (await db.PublishedCampaigns.SingleOrDefaultAsync(live => live.CampaignId == copy.Id, cancellationToken) is { } live)
            (live.Revision, live.Content) = (copy.Revision, content);
        else
            db.Add(new PublishedCampaign { CampaignId = copy.Id, Revision = copy.Revision, Content = content });
        outbox.Add(new CampaignPublished
        {
            CampaignId = copy.Id,
            Revision = copy.Revision,
            Name = copy.Name,
            Country = copy.Country,
            Partners = [.. copy.Partners],
            Banners = [.. copy.Banners.Select(banner => new PublishedBanner { BannerId = banner.Id, Locale = banner.Locale, Title = banner.Title })],
            Keywords = [.. copy.Keywords.Where(keyword => !keyword.Negative).Select(keyword => new PublishedKeyword { KeywordId = keyword.Id, Text = keyword.Text })],
            OccurredAt = now,
        });
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Campaign {CampaignId}: {Action}, with revision {Revision}.")]
        public static partial void Changed(ILogger logger, Guid campaignId, string action, long revision);
    }
}
