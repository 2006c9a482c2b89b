using Analytics.Data;
using Analytics.Ingestion;
using Contracts.Banners;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Analytics.Decisions;

/// <summary>Adds a replica's minute to the day. The inbox keeps a message that comes twice from counting twice; the order does not matter.</summary>
internal sealed class DecisionsCountedConsumer(MetricsDbContext db, TimeProvider clock) : IConsumer<DecisionsCounted>
{
    private const long MostPerMinute = 1_000_000_000;

    public Task Consume(ConsumeContext<DecisionsCounted> context)
    {
        var said = context.Message;
        var day = DateOnly.FromDateTime(Reported.At(said.OccurredAt, clock).UtcDateTime);
        var counts = (said.Counts ?? []).Where(x => Tidy.IsPartner(x?.Partner) && x!.Count is >= 1 and <= MostPerMinute)
            .GroupBy(x => (x.Partner, Campaign: x.CampaignId ?? Guid.Empty, x.Verified))
            .Select(x => (x.Key.Partner, x.Key.Campaign, x.Key.Verified, Count: x.Sum(y => y.Count))).ToList();
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into decision_rollup_days as t (day, campaign_id, partner, verified, count)
            select {day}, campaign_id, partner, verified, count
            from unnest({counts.ConvertAll(x => x.Campaign)}, {counts.ConvertAll(x => x.Partner)}, {counts.ConvertAll(x => x.Verified)}, {counts.ConvertAll(x => x.Count)})
                as x (campaign_id, partner, verified, count)
            order by campaign_id, partner, verified
            on conflict (day, campaign_id, partner, verified) do update set count = t.count + excluded.count
            """, context.CancellationToken);
    }
}
