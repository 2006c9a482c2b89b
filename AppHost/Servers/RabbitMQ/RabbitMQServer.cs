using AppHost.Servers.RabbitMQ;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers;

internal static class RabbitMQServer
{
    /// <summary>The official image with its management page; the local server is the one that Debian has.</summary>
    public const string ImageTag = "4-management";

    public static IRabbitMQServer AddRabbitMQServer(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ServerPlace place, IResourceBuilder<ParameterResource> password) =>
        place.Kind switch
        {
            ServerKind.Container => new OneServer(builder.AddRabbitMQ(name, password: password, port: place.Port)
                .WithManagementPlugin(place.Port + 3)
                .WithImageTag(ImageTag)
                .WithDataVolume(place.VolumeName)),
            ServerKind.Local => new OneServer(builder.AddRabbitMQLocal(name, place.DataDirectory, place.Port, password)),
        };

    private sealed class OneServer(IResourceBuilder<IResourceWithConnectionString> server) : IRabbitMQServer
    {
        public IResourceBuilder<IResourceWithConnectionString> Server => server;
    }
}
