using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AppHost.Ports;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EndToEnd.Tests.Chaos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Testing;
using Traffic;

namespace EndToEnd.Tests.Running;

/// <summary>The real AppHost with everything in it, on ports and in a folder of its own, started once for all tests.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    public static readonly string[] Services = ["banners", "content", "analytics", "partners", "dashboard"];
    public static readonly string[] Servers = ["postgres", "messaging"];
    public static readonly string[] Databases = ["banners-db", "content-db", "partners-db", "metrics-db", "dashboard-db"];

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly TelemetryReceiver _telemetry = new();
    private DistributedApplication _app = null!;

    /// <summary>Data, secrets and state of this copy; removed at the end.</summary>
    public string Folder { get; } = SmallDisk.NewFolder();

    /// <summary>Where <see cref="Folder"/> lies, when this user may mount one; else why not.</summary>
    internal (SmallDisk? Disk, string? WhyNot) Disk { get; private set; }

    // RabbitMQ has a disk of its own, as AppHost/README.md asks for: its quorum queues can lose their log on a full one, whatever we do.
    private SmallDisk? _brokersDisk;

    public ReadyFile Ready { get; private set; } = null!;

    public TimeSpan StartTook { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Disk = SmallDisk.TryMount(Folder, ChaosSettings.Read().DiskMebibytes);
        if (Disk.Disk is not null)
            _brokersDisk = SmallDisk.TryMount(Path.Combine(Folder, "rabbitmq"), ChaosSettings.Read().DiskMebibytes).Disk;
        var started = Stopwatch.GetTimestamp();
        var file = Path.Combine(Folder, "ready.json");
        var ports = PortPlan.Free();
        string[] args = [$"--data={Folder}", $"--port-base={ports.Base}", $"--ready-file={file}", "--Servers=local"];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(args, (options, _) => options.DisableDashboard = false, CancellationToken.None);
        // The testing package moves Aspire's dashboard to a random port and repeats every resource's log; neither is wanted.
        builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
        builder.Configuration["ASPNETCORE_URLS"] = $"http://127.0.0.1:{ports.Aspire}";
        builder.Services.AddLogging(logging => logging.AddFilter("AppHost.Resources", LogLevel.None).AddFilter("Aspire", LogLevel.Warning));
        // Not to Aspire's dashboard, of which nobody could ask what it was sent.
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            project.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
            {
                context.EnvironmentVariables["OTEL_EXPORTER_OTLP_ENDPOINT"] = _telemetry.Address.ToString();
                context.EnvironmentVariables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
                context.EnvironmentVariables["OTEL_METRIC_EXPORT_INTERVAL"] = "5000";
            }));
        }

        _app = await builder.BuildAsync();
        await _app.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!File.Exists(file)) // written when every service says healthy
            await timer.WaitForNextTickAsync(limit.Token);
        Ready = ReadyFile.Read(file);
        StartTook = Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _telemetry.DisposeAsync();
        _brokersDisk?.Dispose();
        Disk.Disk?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public Uri Address(string service) => service switch
    {
        "banners" => Ready.Urls.Banners,
        "content" => Ready.Urls.Content,
        "analytics" => Ready.Urls.Analytics,
        "partners" => Ready.Urls.Partners,
        "dashboard" => Ready.Urls.Dashboard!,
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    /// <summary>The status and the body; null when nobody answers.</summary>
    public async Task<(int Status, string Body)?> AskAsync(HttpMethod method, Uri address, HttpContent? content = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            using var answer = await _client.SendAsync(request, Cancelled);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException || (silent is OperationCanceledException && !Cancelled.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>The same from an address of the loopback network that the asker chooses, with a header that names another one.</summary>
    public static async Task<(int Status, string Body)?> AskFromAsync(string from, HttpMethod method, Uri address, HttpContent? content = null)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await client.SendAsync(request, Cancelled);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException || (silent is OperationCanceledException && !Cancelled.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>What the services exported so far, by OTLP's path.</summary>
    public IReadOnlyList<byte[]> Telemetry(string path) => _telemetry.Received(path);

    public async Task<string> DatabaseAsync(string name) =>
        await _app.GetConnectionStringAsync(name, Cancelled) ?? throw new InvalidOperationException($"{name} has no connection string.");

    public async Task<bool> IsHealthyAsync(string service) =>
        await AskAsync(HttpMethod.Get, new Uri(Address(service), "/health")) is { Status: 200 } answer && answer.Body.Contains("healthy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Everything as it was after the start: a degraded service is not yet.</summary>
    public async Task AllHealthyAsync()
    {
        foreach (var service in Services)
            await Eventually.IsTrueAsync(() => IsHealthyAsync(service), Cancelled);
    }

    public async Task StopAsync(string resource)
    {
        await CommandAsync(resource, KnownResourceCommands.StopCommand);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _app.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, limit.Token);
    }

    public async Task StartAsync(string resource)
    {
        await CommandAsync(resource, KnownResourceCommands.StartCommand);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _app.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.Running, limit.Token);
    }

    /// <summary>Kills the process behind a resource as a power cut would, and returns its id.</summary>
    public int Kill(string resource)
    {
        var id = Processes.Of(resource, Folder) ?? throw new InvalidOperationException($"{resource} does not run.");
        Processes.Kill(id);
        return id;
    }

    /// <summary>Stops the process behind a resource where it stands; null when there is none now.</summary>
    public IReadOnlyList<int>? Pause(string resource) => Processes.Of(resource, Folder) is { } id ? Processes.Stop(id) : null;

    /// <summary>Kills as <see cref="Kill"/> does; false when there is nothing to kill now.</summary>
    public bool TryKill(string resource)
    {
        if (Processes.Of(resource, Folder) is not { } id)
            return false;
        Processes.Kill(id);
        return true;
    }

    /// <summary>Of a server or a database, by its name in the AppHost.</summary>
    public async Task<string> ConnectionStringAsync(string resource) =>
        await _app.GetConnectionStringAsync(resource, Cancelled) ?? throw new InvalidOperationException($"{resource} has no connection string.");

    /// <summary>RabbitMQ's management API.</summary>
    public Uri Management => _app.GetEndpoint("messaging", "management");

    public async Task CameBackAsync(string resource, int killed)
    {
        await Eventually.IsTrueAsync(() => Processes.Of(resource, Folder) is { } id && id != killed, Cancelled);
        if (Services.Contains(resource, StringComparer.Ordinal))
            await Eventually.IsTrueAsync(() => IsHealthyAsync(resource), Cancelled);
    }

    /// <summary>All that every resource has written to its console until now.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> LogsAsync()
    {
        var logs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var loggers = _app.Services.GetRequiredService<ResourceLoggerService>();
        foreach (var resource in Services.Concat(Servers))
        {
            var lines = new List<string>();
            await foreach (var batch in loggers.GetAllAsync(IdOf(resource)).WithCancellation(Cancelled))
                lines.AddRange(batch.Select(line => line.Content));
            logs[resource] = lines;
        }

        return logs;
    }

    private string IdOf(string resource) =>
        _app.ResourceNotifications.TryGetCurrentState(resource, out var state) ? state.ResourceId : resource;

    private async Task CommandAsync(string resource, string command)
    {
        var result = await _app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, Cancelled);
        result.Success.ShouldBeTrue(result.Message);
    }
}
