using AppHost.Servers;
using AppHost.Terminal;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Restarts;

/// <summary>Starts crashed resources again, each by its own policy, and says so in the resource's log and in the terminal.</summary>
internal sealed partial class Restarter(
    ResourceNotificationService notifications, ResourceCommandService commands, ResourceLoggerService resourceLogs,
    FatalStart fatalStart, RestartMetrics metrics, TimeProvider clock, IHostApplicationLifetime lifetime, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>A server that crashed this often and was never healthy will not become so by trying on.</summary>
    private const int HopelessAfter = 3;

    private readonly ILogger _terminal = loggers.CreateLogger(PeopleConsole.Category);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var policies = new Dictionary<string, RestartPolicy>(StringComparer.Ordinal);
        var restarts = new List<Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping.Token))
            {
                if (!change.Resource.IsKept())
                    continue;
                if (!policies.TryGetValue(change.ResourceId, out var policy))
                    policies[change.ResourceId] = policy = new(clock);
                if (policy.Observe(change.Snapshot.State?.Text, change.Snapshot.HealthStatus is HealthStatus.Healthy) is not { } delay || fatalStart.Problem is not null || lifetime.ApplicationStopping.IsCancellationRequested)
                    continue;
                if (!policy.WasEverHealthy && policy.Crashes >= HopelessAfter && change.Resource.TryGetLastAnnotation<MendAnnotation>(out var annotation))
                    await GiveUpAsync(change, annotation.Mend, stopping.Token);
                else
                    restarts.Add(RestartAsync(change, delay, stopping.Token));
                restarts.RemoveAll(restart => restart.IsCompletedSuccessfully);
            }
        }
        catch (OperationCanceledException)
        {
            // The system ends; nothing comes back any more.
        }

        await Task.WhenAll(restarts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RestartAsync(ResourceEvent crash, TimeSpan delay, CancellationToken cancellationToken)
    {
        var name = crash.Resource.Name;
        var log = resourceLogs.GetLogger(crash.ResourceId);
        Log.Crashed(_terminal, name, crash.Snapshot.ExitCode, delay.TotalSeconds);
        Log.Crashed(log, name, crash.Snapshot.ExitCode, delay.TotalSeconds);
        await Task.Delay(delay, clock, cancellationToken);
        metrics.Restarted(name);
        var result = await commands.ExecuteCommandAsync(crash.ResourceId, KnownResourceCommands.StartCommand, cancellationToken);
        if (result.Success)
        {
            Log.Restarted(_terminal, name);
            Log.Restarted(log, name);
        }
        else if (!result.Canceled)
        {
            Log.NotRestarted(_terminal, name, result.Message);
            Log.NotRestarted(log, name, result.Message);
        }
    }

    private async Task GiveUpAsync(ResourceEvent crash, string mend, CancellationToken cancellationToken)
    {
        var complaint = await LastComplaintAsync(crash.ResourceId, cancellationToken);
        fatalStart.Report(new SetupException($"{crash.Resource.Name} does not start ({complaint}): {mend}."));
    }

    private async Task<string> LastComplaintAsync(string resourceId, CancellationToken cancellationToken)
    {
        var complaint = "it ends at once";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await foreach (var lines in resourceLogs.GetAllAsync(resourceId).WithCancellation(patience.Token))
            {
                foreach (var line in lines.Where(line => Complaints.Any(word => line.Content.Contains(word, StringComparison.OrdinalIgnoreCase))))
                    complaint = Complaint(line.Content);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What was read until now has to do.
        }

        return complaint;
    }

    private static readonly string[] Complaints = ["FATAL:", "PANIC:", "[error]", "BOOT FAILED", "error:", "could not "];

    private static string Complaint(string line)
    {
        foreach (var word in Complaints)
        {
            var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return line[(word.EndsWith(' ') ? at : at + word.Length)..].Trim();
        }

        return line.Trim();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Resource} crashed (exit code {ExitCode}); it is started again in {Seconds:0} s")]
        public static partial void Crashed(ILogger logger, string resource, int? exitCode, double seconds);

        [LoggerMessage(2, LogLevel.Warning, "{Resource} was started again")]
        public static partial void Restarted(ILogger logger, string resource);

        [LoggerMessage(3, LogLevel.Error, "{Resource} could not be started again: {Reason}")]
        public static partial void NotRestarted(ILogger logger, string resource, string? reason);
    }
}
