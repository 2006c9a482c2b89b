using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Servers;

/// <summary>An application for test fixtures that want real servers and nothing else: no dashboard, no services, no fixed port.</summary>
public static class ServersOnly
{
    public static IDistributedApplicationBuilder CreateBuilder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            AssemblyName = typeof(ServersOnly).Assembly.GetName().Name, // tells where the orchestrator lies
            DisableDashboard = true,
            AllowUnsecuredTransport = true,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }
}
