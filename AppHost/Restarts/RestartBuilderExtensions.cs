using AppHost.Servers;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AppHost.Restarts;

public static class RestartBuilderExtensions
{
    /// <summary>Lets crashed resources come back by themselves, with backoff.</summary>
    public static IDistributedApplicationBuilder AddRestarts(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ExecutionContext.IsPublishMode)
            return builder;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FatalStart>();
        builder.Services.AddSingleton<RestartMetrics>();
        builder.Services.AddSingleton<Restarter>();
        // A hosted service starts only after all resources are created, which is after all the waiting.
        builder.OnBeforeStart((starting, cancellationToken) => starting.Services.GetRequiredService<Restarter>().StartAsync(cancellationToken));
        return builder;
    }

    /// <summary>Whether this is a process or container that has to run; what Aspire starts on demand only, as its rebuilders, is not.</summary>
    internal static bool IsKept(this IResource resource) =>
        resource is ProjectResource or ContainerResource or ExecutableResource && !resource.Annotations.OfType<ExplicitStartupAnnotation>().Any();
}
