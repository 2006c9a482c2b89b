using Contracts.Banners;
using MassTransit;

namespace Analytics.Ingestion;

/// <summary>
/// The hot path's end. No inbox: an event counts once by (decision, type), so a message that comes twice changes nothing. It is
/// acknowledged after the commit.
/// </summary>
internal sealed class BannerEventsConsumer(BannerEventIntake intake, BannerEventGathering gathering, AnalyticsMetrics metrics) : IConsumer<BannerEventsRecorded>
{
    public async Task Consume(ConsumeContext<BannerEventsRecorded> context)
    {
        var (accepted, drops) = metrics.Step("check", () => intake.Check(context.Message.Events ?? []));
        if (accepted.Count == 0 && drops.Counts.Count == 0)
            return;
        var (stored, dropped) = await gathering.WriteAsync(new BannerEventBatch(accepted, drops), context.CancellationToken);
        metrics.Ended("banner", stored, dropped);
    }
}
