using System.Diagnostics;
using AppHost;

namespace Benchmarks.Running;

/// <summary>A system that was started as a process of its own, until it is disposed: then nothing of it is left.</summary>
internal sealed class House : IAsyncDisposable
{
    private const string Mark = "CAMPAIGN_BENCH";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(40);

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _process;

    private House(Func<string, Process> start) => _process = start(_mark);

    public IReadOnlyList<ProcessInfo> Processes => ProcessInfo.Marked(Mark, _mark);

    public static House Start(IEnumerable<string> arguments) => new(mark =>
    {
        var start = new ProcessStartInfo("dotnet", arguments);
        start.Environment[Mark] = mark;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in QuickStart.Environment)
            start.Environment[name] = value;
        return QuietProcess.Start(start);
    });

    /// <summary>Waits until each address says that it is healthy; degraded is not.</summary>
    public async Task<TimeSpan> HealthyAsync(IEnumerable<int> ports, long started, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(Glance);
        var waiting = ports.ToList();
        while (waiting.Count > 0)
        {
            if (_process.HasExited)
                throw new BenchmarkException($"The system ended by itself while it was started (exit code {_process.ExitCode}).");
            if (Stopwatch.GetElapsedTime(started) > StartLimit)
                throw new BenchmarkException($"The system was not healthy after {StartLimit.TotalMinutes} minutes.");
            var answers = await Task.WhenAll(waiting.Select(async port => (Port: port, Healthy: await IsHealthyAsync(client, port, cancellationToken))));
            waiting.RemoveAll(port => answers.Contains((port, true)));
            if (waiting.Count > 0)
                await timer.WaitForNextTickAsync(cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            (ProcessInfo.All().FirstOrDefault(process => process.Id == _process.Id) ?? new(_process.Id, 0, "")).Signal(ProcessInfo.Terminate);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Glance);
        while (Processes.Count > 0 && Stopwatch.GetElapsedTime(started) < EndLimit)
            await timer.WaitForNextTickAsync();
        foreach (var process in Processes)
            process.Signal(ProcessInfo.Kill);
        _process.Dispose();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), cancellationToken);
            return answer.IsSuccessStatusCode && !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("degraded", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception silent) when (silent is HttpRequestException || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
