using System.Globalization;
using AppHost.Ports;
using AppHost.Servers.Postgres;
using AppHost.Servers.RabbitMQ;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Benchmarks.Running;

namespace Benchmarks.Starting;

/// <summary>The same orchestrator, servers, databases and waiting, with nothing in the five services. Runs as a process of its own.</summary>
internal sealed class EmptyHouse : IDisposable
{
    public const string Command = "empty-house";

    private static readonly string[] Waiting = ["analytics", "partners", "dashboard"];

    private readonly string _folder = NewFolder();
    private readonly int _ports = PortPlan.Free().Base;

    public IEnumerable<int> ServicePorts => Enumerable.Range(_ports, 5);

    public House Start() => House.Start([typeof(EmptyHouse).Assembly.Location, Command, _folder, _ports.ToString(CultureInfo.InvariantCulture)]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static async Task<int> RunAsync(string[] args)
    {
        var (folder, ports) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = typeof(AppHost.SetupException).Assembly.GetName().Name, // tells where the orchestrator lies
            AllowUnsecuredTransport = true,
            Args =
            [
                $"--ASPNETCORE_URLS=http://127.0.0.1:{ports + 6}",
                $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:{ports + 7}",
                $"--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://127.0.0.1:{ports + 8}",
            ],
        });
        var postgres = builder.AddPostgresLocal("postgres", Path.Combine(folder, "postgres"), password: builder.AddParameter("postgres-password", "forPostgres1", secret: true));
        var messaging = builder.AddRabbitMQLocal("messaging", Path.Combine(folder, "rabbitmq"), password: builder.AddParameter("messaging-password", "forRabbit1", secret: true));
        foreach (var (index, name) in new[] { "dashboard", "banners", "content", "analytics", "partners" }.Index())
        {
            var database = postgres.AddDatabase($"{name}-db", name);
            var service = builder.AddProject(name, Repository.In("tests/EmptyService/EmptyService.csproj"), project => project.ExcludeLaunchProfile = true)
                .WithHttpEndpoint(ports + index, name: "http", isProxied: false).WithHttpHealthCheck("/health").WithReference(database, name).WithReference(messaging);
            if (Waiting.Contains(name, StringComparer.Ordinal))
                service.WaitFor(database).WaitFor(messaging);
        }

        await builder.Build().RunAsync();
        return 0;
    }

    private static string NewFolder()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"campaign-bench-empty-{Guid.NewGuid():N}");
        // PostgreSQL's user passes through.
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_001_001);
        return folder;
    }
}
