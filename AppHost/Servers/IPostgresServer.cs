using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers;

/// <summary>One PostgreSQL server, whichever way it runs; services see the same connection strings.</summary>
public interface IPostgresServer
{
    IResourceBuilder<IResourceWithConnectionString> Server { get; }

    /// <summary>The resource has its own name because a service may be called as its database is.</summary>
    IResourceBuilder<IResourceWithConnectionString> AddDatabase([ResourceName] string name, string database);
}
