using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Database;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Keys;

/// <summary>
/// The partners this service knows, in memory. Read from its own table every second, so that every replica learns of a revoked
/// key; kept in a file, so that a restart without PostgreSQL still knows who is who.
/// </summary>
public sealed partial class PartnerDirectory(IServiceScopeFactory scopes, DatabaseReady ready, TimeProvider clock, StateFolder state, ILogger<PartnerDirectory> logger) : BackgroundService
{
    private const string FileName = "partners.json";
    private volatile Snapshot _snapshot = Snapshot.Empty;
    private bool? _saved; // null: not tried yet

    public KnownPartner? Find(string id) => _snapshot.ById.GetValueOrDefault(id);

    public KnownPartner? FindByKey(string key) => _snapshot.ByKeyHash.GetValueOrDefault(ApiKeyHash.Of(key));

    public bool IsWebOrigin(string origin) => _snapshot.Origins.Contains(origin);

    public IReadOnlyCollection<KnownPartner> All => _snapshot.ById.Values;

    /// <summary>Reads the table now instead of at the next turn.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var partners = await scope.ServiceProvider.GetRequiredService<DbContext>().Set<KnownPartner>().AsNoTracking().ToListAsync(cancellationToken);
        if (_snapshot.IsSame(partners) && _saved is true)
            return;
        // Saved first: whoever was once let in with a new key is let in after a restart too.
        await SaveAsync(partners, cancellationToken);
        _snapshot = new Snapshot(partners);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await state.ReadAsync(FileName, cancellationToken) is { } saved)
                _snapshot = new Snapshot(JsonSerializer.Deserialize<List<KnownPartner>>(saved) ?? []);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Log.StateNotRead(logger, exception.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    private async Task SaveAsync(List<KnownPartner> partners, CancellationToken cancellationToken)
    {
        try
        {
            await state.WriteAsync(FileName, JsonSerializer.SerializeToUtf8Bytes(partners), cancellationToken);
            _saved = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full or read-only folder costs the next start its memory, not this one its partners; the next turn tries again.
            if (_saved is not false)
                Log.NotSaved(logger, exception.Message);
            _saved = false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
        {
            try
            {
                using var quiet = QuietWork.Begin();
                await RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRead(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private sealed class Snapshot(List<KnownPartner> partners)
    {
        public static readonly Snapshot Empty = new([]);

        public Dictionary<string, KnownPartner> ById { get; } = partners.ToDictionary(x => x.Id, StringComparer.Ordinal);

        public Dictionary<string, KnownPartner> ByKeyHash { get; } = partners
            .SelectMany(x => x.KeyHashes.Select(hash => (hash, x)))
            .ToDictionary(x => x.hash, x => x.x, StringComparer.Ordinal);

        public HashSet<string> Origins { get; } = partners.SelectMany(x => x.WebOrigins).ToHashSet(StringComparer.OrdinalIgnoreCase);

        public bool IsSame(List<KnownPartner> others) =>
            others.Count == ById.Count && others.TrueForAll(x => ById.TryGetValue(x.Id, out var mine) && mine.Revision == x.Revision);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The partners could not be read; the last known ones stay in force: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The partners could not be saved in the state folder, so a restart without PostgreSQL would not know them: {Reason}")]
        public static partial void NotSaved(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "The saved partners could not be read; they are learnt anew: {Reason}")]
        public static partial void StateNotRead(ILogger logger, string reason);
    }
}
