using Contracts.Partners;
using MassTransit;

namespace Analytics.Ingestion;

/// <summary>Counts what a partner's webhook said. No inbox: each event is claimed by (partner, source, event id) in the counting transaction.</summary>
internal sealed class PartnerEventsConsumer(PartnerEventIntake intake, PartnerEventWriter writer, AnalyticsMetrics metrics) : IConsumer<PartnerEventsReceived>
{
    public async Task Consume(ConsumeContext<PartnerEventsReceived> context)
    {
        var (accepted, drops) = metrics.Step("check", () => intake.Check(context.Message));
        if (accepted.Count == 0 && drops.Counts.Count == 0)
            return;
        var stored = await writer.WriteAsync(context.Message, accepted, drops, context.CancellationToken);
        metrics.Ended("partner", stored, drops);
    }
}
