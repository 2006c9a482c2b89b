using Analytics.Data;
using Contracts.Banners;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Campaigns;

/// <summary>Keeps the names that reports show. Banners and keywords that left the campaign stay: old events still speak of them.</summary>
internal sealed class CampaignPublishedConsumer(MetricsDbContext db) : IConsumer<CampaignPublished>
{
    public async Task Consume(ConsumeContext<CampaignPublished> context)
    {
        var said = context.Message;
        var banners = said.Banners.DistinctBy(x => x.BannerId).OrderBy(x => x.BannerId).ToList();
        var keywords = said.Keywords.DistinctBy(x => x.KeywordId).OrderBy(x => x.KeywordId).ToList();
        // An upsert decides in the database which revision is the newer one, also against a second consumer at the same moment.
        var applied = await db.Database.ExecuteSqlAsync(
            $"""
            insert into campaigns as t (id, revision, name, country, paused)
            values ({said.CampaignId}, {said.Revision}, {said.Name}, {said.Country}, false)
            on conflict (id) do update set revision = excluded.revision, name = excluded.name, country = excluded.country, paused = false
            where t.revision < excluded.revision
            """, context.CancellationToken);
        if (applied == 0)
        {
            await NameAsync(said, context.CancellationToken);
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into banners (id, campaign_id, locale, title)
            select id, {said.CampaignId}, locale, title from unnest({banners.ConvertAll(x => x.BannerId)}, {banners.ConvertAll(x => x.Locale)}, {banners.ConvertAll(x => x.Title)}) as x (id, locale, title)
            on conflict (id) do update set locale = excluded.locale, title = excluded.title
            """, context.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into keywords (id, campaign_id, text)
            select id, {said.CampaignId}, text from unnest({keywords.ConvertAll(x => x.KeywordId)}, {keywords.ConvertAll(x => x.Text)}) as x (id, text)
            on conflict (id) do update set text = excluded.text
            """, context.CancellationToken);
    }

    // The pause overtook the publication: the campaign stays paused, and at least its name is known now.
    private Task NameAsync(CampaignPublished said, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update campaigns set name = {said.Name}, country = {said.Country} where id = {said.CampaignId} and name = ''", cancellationToken);
}
