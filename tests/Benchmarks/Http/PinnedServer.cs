using System.Diagnostics;
using System.Globalization;
using Benchmarks.Running;

namespace Benchmarks.Http;

/// <summary>A web server as a process, on the first core unless it may run anywhere; the load comes from the second.</summary>
internal sealed class PinnedServer : IAsyncDisposable
{
    public const string Core = "0";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on
    private readonly Process _process;

    private PinnedServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Of the processor, used since the start.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Returns when <c>/alive</c> answers 200.</summary>
    public static Task<PinnedServer> StartAsync(int port, IEnumerable<string> command, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken) =>
        StartAsync(new ProcessStartInfo("taskset", ["-c", Core, "dotnet", .. command]), port, settings, cancellationToken);

    /// <summary>The same on every core.</summary>
    public static Task<PinnedServer> StartAnywhereAsync(int port, IEnumerable<string> command, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken) =>
        StartAsync(new ProcessStartInfo("dotnet", command), port, settings, cancellationToken);

    private static async Task<PinnedServer> StartAsync(ProcessStartInfo start, int port, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var server = new PinnedServer(QuietProcess.Start(start), new Uri($"http://127.0.0.1:{port}"));
        try
        {
            await server.AliveAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AliveAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(client, cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
                throw new BenchmarkException($"The server on {Address} did not start.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/alive", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
