using System.Text.Json;
using Content.Data;
using Content.Moderation;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Database;

namespace Content.Serving;

/// <summary>
/// The published videos, in memory: the pages never ask the database. Read from the table every second, so that every replica
/// follows a takedown; kept in a file, so that a restart without PostgreSQL still serves them.
/// </summary>
internal sealed partial class PublishedVideos(IServiceScopeFactory scopes, DatabaseReady ready, StateFolder state, TimeProvider clock, ILogger<PublishedVideos> logger) : BackgroundService
{
    private const string FileName = "published-videos.json";
    private const int Limit = 500;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private volatile Snapshot _snapshot = new([]);
    private Fingerprint? _read;
    private bool _failing;

    /// <summary>Newest first. The list object stays the same as long as its content does.</summary>
    public IReadOnlyList<PublishedVideo> All => _snapshot.Videos;

    public PublishedVideo? Find(Guid id) => _snapshot.ById.GetValueOrDefault(id);

    public PublishedVideo? FindBySlug(string slug) => _snapshot.BySlug.GetValueOrDefault(slug);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await state.ReadAsync(FileName, cancellationToken) is { } saved)
                _snapshot = new Snapshot(JsonSerializer.Deserialize<List<PublishedVideo>>(saved) ?? []);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            Log.StateNotRead(logger, exception.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Turn, clock);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
                _failing = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failing)
                    Log.NotRead(logger, exception.Message);
                _failing = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var published = scope.ServiceProvider.GetRequiredService<ContentDbContext>().Videos.AsNoTracking().Where(x => x.Status == VideoStatus.Published);
        // One small row tells whether there is anything new to read.
        var fingerprint = await published.GroupBy(_ => 1)
            .Select(all => new Fingerprint(all.Count(), all.Sum(x => x.Revision), all.Max(x => x.PublishedAt)))
            .SingleOrDefaultAsync(cancellationToken) ?? new Fingerprint(0, 0, null);
        if (fingerprint == _read)
            return;

        var videos = await published.OrderByDescending(x => x.PublishedAt).Take(Limit)
            .Select(x => new PublishedVideo(
                x.Id, x.Title, x.Creator.Name, x.Creator.RoleFr, x.Creator.RoleEn, x.Language, x.SignLanguage,
                x.Duration.TotalSeconds, x.Width, x.Height, x.MediaType, x.Captions, x.ShareSlug!, x.Revision, x.PublishedAt!.Value))
            .ToListAsync(cancellationToken);
        _snapshot = new Snapshot(videos);
        await state.WriteAsync(FileName, JsonSerializer.SerializeToUtf8Bytes(videos), cancellationToken);
        _read = fingerprint;
    }

    private sealed record Fingerprint(int Count, long Revisions, DateTimeOffset? Newest);

    private sealed class Snapshot(List<PublishedVideo> videos)
    {
        public IReadOnlyList<PublishedVideo> Videos { get; } = videos;

        public Dictionary<Guid, PublishedVideo> ById { get; } = videos.ToDictionary(x => x.Id);

        public Dictionary<string, PublishedVideo> BySlug { get; } = videos.ToDictionary(x => x.ShareSlug, StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The published videos could not be read; the pages go on with the last known ones: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The saved list of published videos could not be read; it is made anew: {Reason}")]
        public static partial void StateNotRead(ILogger logger, string reason);
    }
}

internal static class ServingRegistration
{
    public static void AddServing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PublishedVideos>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PublishedVideos>());
    }
}
