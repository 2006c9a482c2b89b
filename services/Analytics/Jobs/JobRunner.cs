using Analytics.Data;
using Analytics.Erasing;
using Analytics.Rebuilding;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDefaults.Database;
using ServiceDefaults.Messaging;
using ServiceDefaults.Telemetry;

namespace Analytics.Jobs;

/// <summary>
/// Does the jobs, oldest first and one at a time over all replicas. What a job has done is written with each day, so that one that was
/// interrupted goes on where it was, here or on another replica.
/// </summary>
internal sealed partial class JobRunner(IServiceScopeFactory scopes, NpgsqlDataSource dataSource, Rebuilder rebuilder, Eraser eraser, DatabaseReady ready, TimeProvider clock, ILogger<JobRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                using var quiet = QuietWork.Begin();
                if (await NextAsync(stoppingToken) is not null)
                    await OneReplica.RunAsync(dataSource, OneReplica.Jobs, () => RunAllAsync(stoppingToken), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } job)
            await RunAsync(job, cancellationToken);
    }

    private async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        Log.Begins(logger, job.Kind, job.Id);
        await dataSource.ExecuteAsync("update jobs set started_at = coalesce(started_at, $2) where id = $1", [job.Id, clock.GetUtcNow()], cancellationToken);
        var failure = await TryAsync(job, cancellationToken);
        await dataSource.ExecuteAsync(
            "update jobs set finished_at = $2, failure = $3, partner = '' where id = $1", [job.Id, clock.GetUtcNow(), (object?)failure ?? DBNull.Value], cancellationToken);
        Log.Ended(logger, job.Kind, job.Id, failure);
    }

    // What fails for ever must not be tried for ever: the jobs after it wait.
    private async Task<string?> TryAsync(Job job, CancellationToken cancellationToken)
    {
        try
        {
            return job.Kind switch
            {
                Job.Rebuild => await rebuilder.RunAsync(job, cancellationToken),
                Job.Erase => await eraser.RunAsync(job, cancellationToken),
                _ => $"Nobody knows how to do '{job.Kind}'.",
            };
        }
        catch (Exception exception) when (!PassingTrouble.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, job.Kind, job.Id, exception);
            return "It failed; the log of Analytics says why.";
        }
    }

    private async Task<Job?> NextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MetricsDbContext>().Jobs.AsNoTracking()
            .Where(x => x.FinishedAt == null).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).FirstOrDefaultAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The {Kind} {Id} begins, or goes on.")]
        public static partial void Begins(ILogger logger, string kind, Guid id);

        [LoggerMessage(2, LogLevel.Information, "The {Kind} {Id} has ended; failure: {Failure}")]
        public static partial void Ended(ILogger logger, string kind, Guid id, string? failure);

        [LoggerMessage(4, LogLevel.Error, "The {Kind} {Id} failed.")]
        public static partial void Failed(ILogger logger, string kind, Guid id, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "A job was interrupted and goes on at the next turn: {Reason}")]
        public static partial void Interrupted(ILogger logger, string reason);
    }
}
