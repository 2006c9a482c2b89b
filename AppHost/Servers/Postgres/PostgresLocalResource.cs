using Aspire.Hosting.ApplicationModel;

namespace AppHost.Servers.Postgres;

/// <summary>Debian's PostgreSQL as a process; shaped like Aspire's PostgresServerResource.</summary>
public sealed class PostgresLocalResource(string name, string command, string workingDirectory, ParameterResource password)
    : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    internal const string EndpointName = "tcp";
    internal const string User = "postgres";

    public EndpointReference PrimaryEndpoint => field ??= new(this, EndpointName);

    public ParameterResource PasswordParameter => password;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={User};Password={PasswordParameter}");
}

/// <summary>A database on it, made when the server is ready for the first time.</summary>
public sealed class PostgresLocalDatabaseResource(string name, string database, PostgresLocalResource server)
    : Resource(name), IResourceWithParent<PostgresLocalResource>, IResourceWithConnectionString
{
    public PostgresLocalResource Parent => server;

    public string DatabaseName => database;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");
}
