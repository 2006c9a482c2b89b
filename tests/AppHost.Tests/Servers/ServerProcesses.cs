using System.Globalization;
using System.Net;
using AppHost.Leftovers;
using AppHost.Servers.RabbitMQ;

namespace AppHost.Tests.Servers;

/// <summary>The processes of the local servers whose data lie in a folder, and where they listen.</summary>
internal static class ServerProcesses
{
    public static IEnumerable<int> Of(string folder) => ProcessTable.All().Where(pid => ProcessTable.Runs(pid) && BelongsTo(pid, folder)).ToArray();

    public static IReadOnlyList<IPEndPoint> Listening(string folder)
    {
        var sockets = Of(folder).SelectMany(Sockets).ToHashSet(StringComparer.Ordinal);
        return [.. Listeners("/proc/net/tcp").Concat(Listeners("/proc/net/tcp6")).Where(listener => sockets.Contains(listener.Socket)).Select(listener => listener.Address)];
    }

    private static bool BelongsTo(int pid, string folder) =>
        ProcessTable.CommandLine(pid) is var command && ProcessTable.Name(pid) is "postgres" or "beam.smp" or "epmd" or "rabbitmq-server" or "setpriv"
        && (command.Contains(folder, StringComparison.Ordinal) || ProcessTable.HasEnvironment(pid, RabbitMQNode.DataVariable, Path.Combine(folder, "rabbitmq", "mnesia")));

    private static IEnumerable<string> Sockets(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name ?? "")];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static IEnumerable<(IPEndPoint Address, string Socket)> Listeners(string table) =>
        File.ReadLines(table).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row[3] is "0A")
            .Select(row => (Parse(row[1]), $"socket:[{row[9]}]"));

    private static IPEndPoint Parse(string address)
    {
        var (host, port) = (address.Split(':')[0], int.Parse(address.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        var words = Enumerable.Range(0, host.Length / 8).Select(word => uint.Parse(host.AsSpan(word * 8, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return new(new IPAddress([.. words.SelectMany(BitConverter.GetBytes)]), port);
    }
}
