using Contracts.Banners;
using MassTransit;
using Partners.Subscriptions;

namespace Partners.Outbound;

/// <summary>Tells partners of campaigns. Keywords stay out: they belong to the signed bundle.</summary>
internal sealed class AnnounceCampaignPublished(DeliveryQueue queue) : IConsumer<CampaignPublished>
{
    private sealed record Data(Guid CampaignId, long Revision, string Name, string Country, IReadOnlyList<PublishedBanner> Banners);

    public Task Consume(ConsumeContext<CampaignPublished> context)
    {
        var said = context.Message;
        var data = new Data(said.CampaignId, said.Revision, said.Name, said.Country, said.Banners);
        return queue.AnnounceAsync(
            said.CampaignId, said.Revision, said.Partners,
            OutboundEvent.Create(context.MessageId!.Value, EventTypes.CampaignPublished, said.CampaignId.ToString(), said.OccurredAt, data), context.CancellationToken);
    }
}

/// <summary>Goes to every partner that asked for it, whatever the campaign's partners: a stop must not miss anybody.</summary>
internal sealed class AnnounceCampaignPaused(DeliveryQueue queue) : IConsumer<CampaignPaused>
{
    private sealed record Data(Guid CampaignId, long Revision);

    public Task Consume(ConsumeContext<CampaignPaused> context)
    {
        var said = context.Message;
        return queue.AnnounceAsync(
            said.CampaignId, said.Revision, [],
            OutboundEvent.Create(context.MessageId!.Value, EventTypes.CampaignPaused, said.CampaignId.ToString(), said.OccurredAt, new Data(said.CampaignId, said.Revision)),
            context.CancellationToken);
    }
}
