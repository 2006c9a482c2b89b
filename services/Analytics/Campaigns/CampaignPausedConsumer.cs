using Analytics.Data;
using Contracts.Banners;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Campaigns;

/// <summary>Marks the campaign as paused, also when its publication has not come yet.</summary>
internal sealed class CampaignPausedConsumer(MetricsDbContext db) : IConsumer<CampaignPaused>
{
    public Task Consume(ConsumeContext<CampaignPaused> context) => db.Database.ExecuteSqlAsync(
        $"""
        insert into campaigns as t (id, revision, name, country, paused)
        values ({context.Message.CampaignId}, {context.Message.Revision}, '', '', true)
        on conflict (id) do update set revision = excluded.revision, paused = true where t.revision < excluded.revision
        """, context.CancellationToken);
}
