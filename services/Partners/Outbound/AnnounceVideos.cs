using Contracts.Content;
using MassTransit;
using Partners.Subscriptions;

namespace Partners.Outbound;

internal sealed class AnnounceVideoPublished(DeliveryQueue queue) : IConsumer<VideoPublished>
{
    private sealed record Data(Guid VideoId, long Revision, string Title, string Creator, bool SignLanguage);

    public Task Consume(ConsumeContext<VideoPublished> context)
    {
        var said = context.Message;
        var data = new Data(said.VideoId, said.Revision, said.Title, said.CreatorName, said.SignLanguage);
        return queue.AnnounceAsync(
            said.VideoId, said.Revision, [],
            OutboundEvent.Create(context.MessageId!.Value, EventTypes.VideoPublished, said.VideoId.ToString(), said.OccurredAt, data), context.CancellationToken);
    }
}

internal sealed class AnnounceVideoTakenDown(DeliveryQueue queue) : IConsumer<VideoTakenDown>
{
    private sealed record Data(Guid VideoId, long Revision);

    public Task Consume(ConsumeContext<VideoTakenDown> context)
    {
        var said = context.Message;
        return queue.AnnounceAsync(
            said.VideoId, said.Revision, [],
            OutboundEvent.Create(context.MessageId!.Value, EventTypes.VideoTakenDown, said.VideoId.ToString(), said.OccurredAt, new Data(said.VideoId, said.Revision)),
            context.CancellationToken);
    }
}

/// <summary>What listens to the queue partners.outbound.</summary>
internal static class OutboundConsumers
{
    public static readonly IReadOnlyList<Type> All =
        [typeof(AnnounceCampaignPublished), typeof(AnnounceCampaignPaused), typeof(AnnounceVideoPublished), typeof(AnnounceVideoTakenDown)];
}
