using System.Net;
using System.Net.Sockets;
using AppHost;

namespace Benchmarks.Running;

/// <summary>This system in a folder and on ports of its own.</summary>
internal sealed class OurHouse : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"campaign-bench-{Guid.NewGuid():N}");
    private readonly int _ports = FreePorts();

    public IEnumerable<int> ServicePorts => Enumerable.Range(_ports, 5);

    public House Start() => House.Start([typeof(SetupException).Assembly.Location, $"--data={_folder}", $"--port-base={_ports}", "--Servers=local"]);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Twenty free ports in a row, below those that Linux gives to outgoing connections.</summary>
    public static int FreePorts()
    {
        const int needed = 20;
        while (true)
        {
            var first = Random.Shared.Next(1000, 1550) * needed;
            if (Enumerable.Range(first, needed).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
