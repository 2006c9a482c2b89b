using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Messaging;

namespace ServiceDefaults.Database;

/// <summary>Runs once after the migration, each time a service starts: reference data, demo data. Must be safe to repeat.</summary>
public interface ISeed
{
    Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken);
}

/// <summary>Brings the database up to date as soon as it appears, without holding up the start. EF's lock makes replicas safe.</summary>
internal sealed partial class Migration<TContext>(IServiceScopeFactory scopes, DatabaseReady ready, TimeProvider clock, ILogger<Migration<TContext>> logger) : BackgroundService
    where TContext : DbContext
{
    private static readonly ActivitySource Source = new("campaign.database");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = TimeSpan.FromMilliseconds(250);
        while (!await TryMigrateAsync(stoppingToken))
        {
            await Task.Delay(wait, clock, stoppingToken);
            wait = wait < TimeSpan.FromSeconds(2) ? wait * 2 : wait;
        }
    }

    private async Task<bool> TryMigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(scopes, cancellationToken);
            ready.Set();
            Log.Migrated(logger);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (PassingTrouble.Is(exception))
                Log.Waiting(logger, exception.Message);
            else
                Log.Failed(logger, exception);
            return false;
        }
    }

    internal static async Task MigrateAsync(IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        using var activity = Source.StartActivity("migrate");
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync(cancellationToken);
        foreach (var seed in scope.ServiceProvider.GetServices<ISeed>())
            await seed.SeedAsync(scope.ServiceProvider, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The database was brought up to date.")]
        public static partial void Migrated(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The database does not answer yet: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Error, "The database could not be brought up to date.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
