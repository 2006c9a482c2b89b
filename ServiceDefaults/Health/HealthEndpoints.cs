using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary><c>/health</c>: can it do its work (200 also when degraded, 503 when not); <c>/alive</c>: does the process answer. In every environment.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks();

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new HealthAnswer(
            report.Status.ToString().ToLowerInvariant(),
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new HealthAnswer.Check(entry.Value.Status.ToString().ToLowerInvariant(), entry.Value.Description),
                StringComparer.Ordinal)), context.RequestAborted);
    }
}

/// <summary>The body of <c>/health</c>. Statuses are <c>healthy</c>, <c>degraded</c> and <c>unhealthy</c>.</summary>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, HealthAnswer.Check> Checks)
{
    public sealed record Check(string Status, string? Description);
}
