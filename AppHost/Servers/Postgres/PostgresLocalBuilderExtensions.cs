using System.Globalization;
using AppHost.Ports;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AppHost.Servers.Postgres;

public static class PostgresLocalBuilderExtensions
{
    private const string MaintenanceDatabase = "postgres";

    /// <summary>
    /// Adds Debian's PostgreSQL as a process that listens on 127.0.0.1 only. Runs as user postgres when started by root, else as the caller;
    /// a directory that does not exist yet becomes a new cluster. Port 0 means any free one.
    /// </summary>
    public static IResourceBuilder<PostgresLocalResource> AddPostgresLocal(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string dataDirectory, int port = 0, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(dataDirectory);
        var directory = Path.GetFullPath(dataDirectory);
        var cluster = new PostgresCluster(directory, TimeProvider.System);
        var passwordParameter = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var (command, arguments) = LocalUser.Run(Path.Combine(cluster.Programs(), "postgres"));
        var listen = port == 0 ? TakenPorts.Free(1)[0] : port;

        var server = builder.AddResource(new PostgresLocalResource(name, command, "/", passwordParameter))
            .WithArgs([.. arguments, "-D", directory, "-h", "127.0.0.1", "-p", listen.ToString(CultureInfo.InvariantCulture), "-k", "",
                "-c", "max_connections=200", "-c", "jit=off", "-c", "log_min_messages=warning", "-c", "logging_collector=off"])
            .WithEndpoint(port: listen, targetPort: listen, scheme: "tcp", name: PostgresLocalResource.EndpointName, isProxied: false)
            .WithAnnotation(new MendAnnotation("start anew with --fresh (deletes this copy's data), or give another folder with --data DIR"))
            .WithIconName("DatabaseMultiple")
            .ExcludeFromManifest();
        server.OnBeforeResourceStarted((_, starting, cancellationToken) =>
            FatalStart.GuardAsync(starting.Services, name, () => cluster.PrepareAsync(passwordParameter.GetValueAsync, cancellationToken)));
        return server.WithHealthCheck(AddCheck(builder, name, server.Resource, MaintenanceDatabase));
    }

    /// <summary>Adds a database, made when the server is ready.</summary>
    public static IResourceBuilder<PostgresLocalDatabaseResource> AddDatabase(this IResourceBuilder<PostgresLocalResource> server, [ResourceName] string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var database = new PostgresLocalDatabaseResource(name, databaseName ?? name, server.Resource);
        server.OnResourceReady(async (_, ready, cancellationToken) =>
        {
            await CreateAsync(server.Resource, database.DatabaseName, cancellationToken);
            // Aspire forwards a server's state to its databases only for containers.
            await ready.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(database, snapshot => snapshot with { State = KnownResourceStates.Running });
        });
        return server.ApplicationBuilder.AddResource(database)
            .WithInitialState(new() { ResourceType = "PostgresDatabase", Properties = [], State = KnownResourceStates.NotStarted })
            .WithIconName("Database")
            .WithHealthCheck(AddCheck(server.ApplicationBuilder, name, server.Resource, database.DatabaseName))
            .ExcludeFromManifest();
    }

    private static async Task CreateAsync(PostgresLocalResource server, string database, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(server, MaintenanceDatabase, cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database)}", connection);
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase)
        {
        }
    }

    private static string AddCheck(IDistributedApplicationBuilder builder, string name, PostgresLocalResource server, string database)
    {
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().AddAsyncCheck(key, async cancellationToken =>
        {
            await Listening.WaitAsync(server.PrimaryEndpoint.Port, cancellationToken);
            try
            {
                await using var connection = await ConnectAsync(server, database, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                return HealthCheckResult.Unhealthy("The data was made with another password than secrets.json holds: bring that file back, or start anew with --fresh.");
            }
            catch (NpgsqlException failure)
            {
                return HealthCheckResult.Unhealthy(failure.Message);
            }
        });
        return key;
    }

    private static async Task<NpgsqlConnection> ConnectAsync(PostgresLocalResource server, string database, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(cancellationToken)) { Database = database, Pooling = false, Timeout = 5 };
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
