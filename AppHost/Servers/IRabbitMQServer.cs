using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers;

/// <summary>One RabbitMQ server, whichever way it runs; services see the same connection string.</summary>
public interface IRabbitMQServer
{
    IResourceBuilder<IResourceWithConnectionString> Server { get; }
}
