using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceDefaults.Messaging;

namespace ServiceDefaults.Database;

public static class ServiceDatabase
{
    /// <summary>
    /// Registers the service's own database: data source, context, migration as soon as PostgreSQL answers, health check.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="name">Name of the connection string.</param>
    /// <param name="whenDown"><c>Degraded</c> for services that go on without their database, else <c>Unhealthy</c>.</param>
    public static void AddServiceDatabase<TContext>(this WebApplicationBuilder builder, string name, HealthStatus whenDown)
        where TContext : DbContext
    {
        var connection = builder.Configuration.GetConnectionString(name) is { } given && !string.IsNullOrWhiteSpace(given)
            ? given
            : throw new InvalidOperationException($"The setting ConnectionStrings:{name} is missing: the address of the service's own PostgreSQL database.");
        // A dead server must be noticed within the time a person waits, not after the driver's 15 s.
        var settings = new NpgsqlConnectionStringBuilder(connection) { Timeout = 3, CommandTimeout = 15, MaxPoolSize = 24, ApplicationName = builder.Environment.ApplicationName };
        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build());
        builder.Services.AddSingleton<CommitSignal>();
        builder.Services.AddDbContext<TContext>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(services.GetRequiredService<CommitSignal>()));
        builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<TContext>());
        builder.Services.AddSingleton<DatabaseReady>();
        builder.Services.AddHostedService<Migration<TContext>>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", whenDown);
    }
}

/// <summary>Completes when the service's database has been migrated.</summary>
public sealed class DatabaseReady
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    internal void Set() => _ready.TrySetResult();
}

internal sealed class DatabaseHealth(NpgsqlDataSource dataSource, DatabaseReady ready) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!ready.IsReady)
            return new HealthCheckResult(context.Registration.FailureStatus, "The database is not migrated yet.");
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The database does not answer.");
        }
    }
}
