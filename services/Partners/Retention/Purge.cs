using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Partners.Data;
using Partners.Outbound;
using ServiceDefaults.Database;

namespace Partners.Retention;

/// <summary>Forgets ended deliveries, deliveries that no switched-on subscription waits for, and the ids of old webhooks.</summary>
internal sealed partial class Purge(IServiceScopeFactory scopes, DatabaseReady ready, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<Purge> logger) : BackgroundService
{
    internal async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.Retention;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PartnersDbContext>();
        await db.Deliveries.Where(x => x.EndedAt < before).ExecuteDeleteAsync(cancellationToken);
        await db.Deliveries.Where(x => x.EndedAt == null && x.Subscription!.DisabledAt < before).ExecuteDeleteAsync(cancellationToken);
        await db.ReceivedWebhooks.Where(x => x.ReceivedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What is past its retention could not be deleted: {Reason}")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
