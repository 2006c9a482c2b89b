using Content.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ServiceDefaults.Database;

namespace Content.Uploads;

/// <summary>Finishes uploads whose last PATCH was cut off after its last byte, and removes those that nobody went on with.</summary>
internal sealed partial class UploadSweep(
    IServiceScopeFactory scopes, UploadFolder folder, DatabaseReady ready, IOptions<UploadOptions> options, ContentMetrics metrics, TimeProvider clock, ILogger<UploadSweep> logger)
    : BackgroundService
{
    private const int Limit = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.CheckPeriod, clock);
        do
        {
            try
            {
                await FinishAsync(stoppingToken);
                await ExpireAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.TurnFailed(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await IdsAsync(query => query.Where(x => x.Received == x.Length), cancellationToken))
        {
            try
            {
                using var hold = folder.TryHold(id);
                if (hold is null)
                    continue;
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<FinishUpload>().RunAsync(id, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One upload that cannot be finished now does not hold up the others.
                Log.NotFinished(logger, id, exception.Message);
            }
        }
    }

    private async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var id in await IdsAsync(query => query.Where(x => x.Received < x.Length && x.ExpiresAt < now), cancellationToken))
        {
            using var hold = folder.TryHold(id);
            if (hold is null)
                continue;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ContentDbContext>();
            if (await db.Uploads.Where(x => x.Id == id && x.State == UploadState.Receiving && x.Received < x.Length).ExecuteDeleteAsync(cancellationToken) == 0)
                continue;
            folder.Delete(id);
            metrics.UploadEnded("expired");
            Log.Expired(logger, id);
        }
    }

    private async Task<List<Guid>> IdsAsync(Func<IQueryable<Upload>, IQueryable<Upload>> which, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContentDbContext>();
        return await which(db.Uploads.AsNoTracking().Where(x => x.State == UploadState.Receiving)).OrderBy(x => x.CreatedAt).Select(x => x.Id).Take(Limit).ToListAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A turn over the uploads failed: {Reason}")]
        public static partial void TurnFailed(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Upload {UploadId} could not be finished yet: {Reason}")]
        public static partial void NotFinished(ILogger logger, Guid uploadId, string reason);

        [LoggerMessage(2, LogLevel.Information, "Upload {UploadId} was given up by its client and removed.")]
        public static partial void Expired(ILogger logger, Guid uploadId);
    }
}
