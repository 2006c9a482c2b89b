using AppHost.Servers.Postgres;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers;

internal static class PostgresServer
{
    /// <summary>The official image's version; the local server is the one that Debian has.</summary>
    public const string ImageTag = "17";

    public static IPostgresServer AddPostgresServer(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ServerPlace place, IResourceBuilder<ParameterResource> password) =>
        place.Kind switch
        {
            ServerKind.Container => new InContainer(builder.AddPostgres(name, password: password, port: place.Port)
                .WithImageTag(ImageTag)
                .WithArgs("-c", "max_connections=200")
                .WithDataVolume(place.VolumeName)),
            ServerKind.Local => new AsProcess(builder.AddPostgresLocal(name, place.DataDirectory, place.Port, password)),
        };

    private sealed class InContainer(IResourceBuilder<PostgresServerResource> server) : IPostgresServer
    {
        public IResourceBuilder<IResourceWithConnectionString> Server => server;

        public IResourceBuilder<IResourceWithConnectionString> AddDatabase(string name, string database) => server.AddDatabase(name, database);
    }

    private sealed class AsProcess(IResourceBuilder<PostgresLocalResource> server) : IPostgresServer
    {
        public IResourceBuilder<IResourceWithConnectionString> Server => server;

        public IResourceBuilder<IResourceWithConnectionString> AddDatabase(string name, string database) => server.AddDatabase(name, database);
    }
}
