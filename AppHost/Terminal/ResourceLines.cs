using AppHost.Readiness;
using AppHost.Restarts;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Terminal;

/// <summary>Says in the terminal what each resource does while the system starts, and what is still waited for.</summary>
internal sealed partial class ResourceLines(ResourceNotificationService notifications, DistributedApplicationModel model, AllHealthy allHealthy, TimeProvider clock, ILoggerFactory loggers)
    : BackgroundService
{
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(5);
    private const int SayAgainAfter = 6;

    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly ILogger _logger = loggers.CreateLogger(PeopleConsole.Category);
    private readonly HashSet<string> _shown = [.. model.Resources.Where(resource => resource.IsKept()).Select(resource => resource.Name)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(SayChangesAsync(stoppingToken), RemindAsync(stoppingToken));

    private async Task SayChangesAsync(CancellationToken stoppingToken)
    {
        var began = clock.GetTimestamp();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var name = change.Resource.Name;
            if (!_shown.Contains(name) || Describe(change.Snapshot) is not { } state)
                continue;
            lock (_last)
            {
                if (_last.TryGetValue(name, out var before) && string.Equals(before, state, StringComparison.Ordinal))
                    continue;
                _last[name] = state;
            }

            Log.Changed(_logger, name, state, clock.GetElapsedTime(began).TotalSeconds);
        }
    }

    private async Task RemindAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Reminder, clock);
        var (said, silent) = ("", 0);
        while (!allHealthy.Reached && await timer.WaitForNextTickAsync(stoppingToken))
        {
            string waiting;
            lock (_last)
                waiting = string.Join(", ", _shown.Where(name => !_last.TryGetValue(name, out var state) || !IsUp(state)).Select(name => $"{name} ({_last.GetValueOrDefault(name, "not started")})"));
            if (waiting.Length == 0 || allHealthy.Reached || (string.Equals(waiting, said, StringComparison.Ordinal) && ++silent < SayAgainAfter))
                continue;
            (said, silent) = (waiting, 0);
            Log.Waiting(_logger, waiting);
        }
    }

    private static bool IsUp(string state) => state is Healthy;

    private const string Healthy = "healthy";

    private static string? Describe(CustomResourceSnapshot snapshot) => snapshot.State?.Text switch
    {
        null or "" => null,
        var running when string.Equals(running, KnownResourceStates.Running, StringComparison.Ordinal) => snapshot.HealthStatus switch
        {
            HealthStatus.Healthy => Healthy,
            HealthStatus.Degraded => "degraded",
            _ => "running",
        },
        var other => other.ToLowerInvariant(),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Resource,-15} {State} ({Seconds:0.0} s)")]
        public static partial void Changed(ILogger logger, string resource, string state, double seconds);

        [LoggerMessage(2, LogLevel.Information, "waiting for {Resources}")]
        public static partial void Waiting(ILogger logger, string resources);
    }
}
