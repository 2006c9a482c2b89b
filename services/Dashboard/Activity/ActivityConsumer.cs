using Contracts.Analytics;
using Contracts.Banners;
using Contracts.Content;
using Contracts.Partners;
using Dashboard.Data;
using MassTransit;

namespace Dashboard.Activity;

/// <summary>Writes one line per message; the inbox sees to it that a message delivered twice is one line.</summary>
internal sealed class ActivityConsumer(DashboardDbContext db) :
    IConsumer<CampaignPublished>, IConsumer<CampaignPaused>, IConsumer<KeywordSetPublished>,
    IConsumer<VideoUploaded>, IConsumer<VideoPublished>, IConsumer<VideoTakenDown>,
    IConsumer<PartnerRegistered>, IConsumer<DeliveryFailed>, IConsumer<SubscriptionDisabled>,
    IConsumer<HelplineCallsImported>, IConsumer<FlightScheduled>
{
    public Task Consume(ConsumeContext<CampaignPublished> context) => WriteAsync(context, context.Message.Name, context.Message.OccurredAt);

    public Task Consume(ConsumeContext<CampaignPaused> context) => WriteAsync(context, Short(context.Message.CampaignId), context.Message.OccurredAt);

    public Task Consume(ConsumeContext<KeywordSetPublished> context) => WriteAsync(context, $"{context.Message.Keywords}", context.Message.OccurredAt);

    public Task Consume(ConsumeContext<VideoUploaded> context) =>
        WriteAsync(context, $"{context.Message.Title} – {context.Message.CreatorName}", context.Message.OccurredAt, context.Message.Partner);

    public Task Consume(ConsumeContext<VideoPublished> context) =>
        WriteAsync(context, $"{context.Message.Title} – {context.Message.CreatorName}", context.Message.OccurredAt, context.Message.Partner);

    public Task Consume(ConsumeContext<VideoTakenDown> context) => WriteAsync(context, Short(context.Message.VideoId), context.Message.OccurredAt);

    public Task Consume(ConsumeContext<PartnerRegistered> context) => WriteAsync(context, context.Message.Name, context.Message.OccurredAt, context.Message.PartnerId);

    public Task Consume(ConsumeContext<DeliveryFailed> context) =>
        WriteAsync(context, $"{context.Message.EventType} – {context.Message.Reason}", context.Message.OccurredAt, context.Message.Partner);

    public Task Consume(ConsumeContext<SubscriptionDisabled> context) => WriteAsync(context, context.Message.Reason, context.Message.OccurredAt, context.Message.Partner);

    public Task Consume(ConsumeContext<HelplineCallsImported> context) =>
        WriteAsync(context, $"{context.Message.Helpline}: {context.Message.From:yyyy-MM-dd} – {context.Message.To:yyyy-MM-dd}", context.Message.OccurredAt, illustrative: context.Message.Illustrative);

    public Task Consume(ConsumeContext<FlightScheduled> context) =>
        WriteAsync(context, context.Message.Name, context.Message.OccurredAt, context.Message.Partner, context.Message.Illustrative);

    private Task WriteAsync<T>(ConsumeContext<T> context, string subject, DateTimeOffset at, string? partner = null, bool illustrative = false)
        where T : class
    {
        db.Add(new ActivityEntry
        {
            Id = context.MessageId!.Value,
            Kind = typeof(T).Name,
            Subject = subject.Length <= 300 ? subject : subject[..300],
            Partner = partner,
            Illustrative = illustrative,
            OccurredAt = at,
        });
        return db.SaveChangesAsync(context.CancellationToken);
    }

    private static string Short(Guid id) => id.ToString("N")[^8..];
}
