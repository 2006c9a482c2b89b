using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Messaging;

/// <summary>Says in <c>/health</c> what waits in the outbox; degraded when the oldest message waits too long. The dashboard makes an alarm of it.</summary>
internal sealed class OutboxHealth(Backlog backlog) : IHealthCheck
{
    public const string Name = "outbox";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var count = backlog.OutboxDepth is var depth && depth > OutboxWatch.CountedTo ? $"more than {OutboxWatch.CountedTo}" : depth.ToString(CultureInfo.InvariantCulture);
        var said = string.Create(CultureInfo.InvariantCulture, $"{count} messages wait for RabbitMQ, the oldest for {backlog.OutboxAge.TotalSeconds:0} s.");
        return Task.FromResult(backlog.IsOutboxLate ? HealthCheckResult.Degraded(said) : HealthCheckResult.Healthy(said));
    }
}

/// <summary>The same of the events that are in memory only.</summary>
internal sealed class BatcherHealth(Backlog backlog) : IHealthCheck
{
    public const string Name = "batcher";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{backlog.BatcherDepth} events wait to become durable, the oldest for {backlog.BatcherAge.TotalSeconds:0.0} s.");
        return Task.FromResult(backlog.IsBatcherLate ? HealthCheckResult.Degraded(said) : HealthCheckResult.Healthy(said));
    }
}
