using System.Data;
using System.Text.Json;
using Banners.Data;
using Banners.Images;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Database;
using ServiceDefaults.Telemetry;

namespace Banners.Serving;

/// <summary>
/// Reads the revision row when the bell rings, and every second in case it was not heard; when it moved, the campaigns that changed. No
/// broker is involved, so the kill switch works without one. Keeps the set in the state folder and starts from there.
/// </summary>
internal sealed partial class PublishedSetLoader(
    IServiceScopeFactory scopes, DatabaseReady ready, CurrentSet current, RevisionBell bell, StateFolder state, LiveImages images, BannersMetrics metrics, TimeProvider clock, ILogger<PublishedSetLoader> logger)
    : BackgroundService
{
    private const string FileName = "published-set.json";
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);
    private DateTimeOffset _confirmedAt;
    private bool _failing;

    // As this process read them from the database; what the state folder holds may be of an earlier version.
    private Dictionary<(Guid Id, long Revision), LiveCampaign>? _read;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadSavedAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                using var quiet = QuietWork.Begin();
                await RefreshAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                metrics.RefreshFailed();
                if (!_failing)
                    Log.NotRead(logger, exception.Message);
                _failing = true;
            }

            await bell.WaitAsync(Turn, stoppingToken);
        }
    }

    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BannersDbContext>();
        var revision = await db.PublishedRevisions.Select(row => row.Revision).SingleAsync(cancellationToken);
        if (current.Set?.Revision != revision || _read is null)
            await LoadAsync(db, cancellationToken);
        current.Checked();
        await ConfirmAsync(db, cancellationToken);
    }

    private async Task LoadAsync(BannersDbContext db, CancellationToken cancellationToken)
    {
        // Revision, campaigns and helplines are of one moment.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var revision = await db.PublishedRevisions.Select(row => row.Revision).SingleAsync(cancellationToken);
        var campaigns = await CampaignsAsync(db, cancellationToken);
        var helplines = await db.Helplines.OrderBy(row => row.Country).ThenBy(row => row.Number).Select(row => row.Content).ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var set = PublishedSet.Of(revision, campaigns, helplines.ConvertAll(PublishedSet.ReadHelpline), current.Set);
        current.Use(set);
        _read = campaigns.ToDictionary(campaign => (campaign.Id, campaign.Revision));
        _confirmedAt = clock.GetUtcNow();
        metrics.SetInUse(set.Revision, set.Keywords.Count);
        Log.InUse(logger, set.Revision, set.Campaigns.Count, set.Keywords.Count);
        try
        {
            await state.WriteAsync(FileName, set.Save(), cancellationToken);
            await images.KeepAsync(set.Campaigns, db, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full or read-only folder costs the next start its memory, not this one its set.
            Log.NotSaved(logger, exception.Message);
        }
    }

    private async Task<List<LiveCampaign>> CampaignsAsync(BannersDbContext db, CancellationToken cancellationToken)
    {
        var live = await db.PublishedCampaigns.OrderBy(row => row.CampaignId).Select(row => new { row.CampaignId, row.Revision }).ToListAsync(cancellationToken);
        var changed = live.Where(row => _read?.ContainsKey((row.CampaignId, row.Revision)) is not true).Select(row => row.CampaignId).ToList();
        var contents = await db.PublishedCampaigns.Where(row => changed.Contains(row.CampaignId)).ToDictionaryAsync(row => row.CampaignId, row => row.Content, cancellationToken);
        return live.ConvertAll(row => _read?.GetValueOrDefault((row.CampaignId, row.Revision)) ?? PublishedSet.Read(contents[row.CampaignId]));
    }

    private async Task LoadSavedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await state.ReadAsync(FileName, cancellationToken) is not { } saved)
                return;
            var set = PublishedSet.Load(saved);
            current.Use(set);
            metrics.SetInUse(set.Revision, set.Keywords.Count);
            Log.FromState(logger, set.Revision);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Log.StateUnreadable(logger, exception.Message);
        }
    }

    private async Task ConfirmAsync(BannersDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        _confirmedAt = _confirmedAt == default ? now : _confirmedAt;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into replicas (id, host, revision, started_at, confirmed_at, seen_at)
            values ({current.ReplicaId}, {Environment.MachineName}, {current.Set!.Revision}, {current.StartedAt}, {_confirmedAt}, {now})
            on conflict (id) do update set revision = excluded.revision, confirmed_at = excluded.confirmed_at, seen_at = excluded.seen_at
            """,
            cancellationToken);
        var forgotten = now - Forgotten;
        await db.Replicas.Where(replica => replica.SeenAt < forgotten).ExecuteDeleteAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Revision {Revision} is in use: {Campaigns} campaigns, {Keywords} keywords.")]
        public static partial void InUse(ILogger logger, long revision, int campaigns, int keywords);

        [LoggerMessage(2, LogLevel.Information, "Revision {Revision} was taken from the state folder until the database answers.")]
        public static partial void FromState(ILogger logger, long revision);

        [LoggerMessage(3, LogLevel.Error, "What is live could not be read; the last known set stays in force, and a pause would not be noticed: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Warning, "The published set could not be saved in the state folder: {Reason}")]
        public static partial void NotSaved(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Warning, "The published set in the state folder could not be read: {Reason}")]
        public static partial void StateUnreadable(ILogger logger, string reason);
    }
}
