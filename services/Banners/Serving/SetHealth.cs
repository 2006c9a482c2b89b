using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Banners.Serving;

/// <summary>Degraded, never unhealthy: who helps people goes on with what it has.</summary>
internal sealed class SetHealth(CurrentSet current) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(current switch
        {
            { Set: null } => HealthCheckResult.Degraded("No published set was read yet; decisions answer 503."),
            { IsFresh: false, Set.Revision: var revision } => HealthCheckResult.Degraded($"Serving revision {revision}; whether it is the newest is not known."),
            { Set.Revision: var revision } => HealthCheckResult.Healthy($"Serving revision {revision}."),
        });
}
