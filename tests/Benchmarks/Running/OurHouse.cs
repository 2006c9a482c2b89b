using AppHost.Ports;

namespace Benchmarks.Running;

/// <summary>This system in a folder and on ports of its own.</summary>
internal sealed class OurHouse : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"campaign-bench-{Guid.NewGuid():N}");
    private readonly int _ports = PortPlan.Free().Base;

    public IEnumerable<int> ServicePorts => Enumerable.Range(_ports, 5);

    public House Start() => House.Start([Repository.In("artifacts/bin/AppHost/release/AppHost.dll"), $"--data={_folder}", $"--port-base={_ports}", "--Servers=local"]);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
