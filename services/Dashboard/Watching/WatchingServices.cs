using Dashboard.Neighbours;
using Microsoft.Extensions.Options;

namespace Dashboard.Watching;

internal static class WatchingServices
{
    public static void AddWatching(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WatchOptions>().BindConfiguration(WatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DashboardMetrics>();
        services.AddSingleton<IncidentLog>();
        services.AddSingleton<SystemBoard>();
        services.AddSingleton<QueueReader>();
        services.AddHttpClient(ServiceWatch.ClientName).RemoveAllResilienceHandlers();
        foreach (var service in NeighbourClients.All)
            services.AddSingleton<IWatch>(provider => ActivatorUtilities.CreateInstance<ServiceWatch>(provider, service));
        services.AddSingleton<IWatch, PostgresWatch>();
        services.AddSingleton<IWatch, BrokerWatch>();
        services.AddSingleton<IWatch, IngestionWatch>();
        services.AddHostedService<WatchLoop>();
        services.AddHostedService<IncidentKeeper>();
        services.AddHostedService<OwnRestart>();
    }
}
