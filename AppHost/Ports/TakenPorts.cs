using System.Net;
using System.Net.Sockets;
using AppHost.Leftovers;

namespace AppHost.Ports;

/// <summary>Finds out, before anything is started, that a port is taken, by whom, and what helps.</summary>
internal static class TakenPorts
{
    public static void Refuse(PortPlan ports)
    {
        foreach (var (port, use) in ports.All)
        {
            if (IsFree(port))
                continue;
            throw new SetupException($"Port {port} ({use}) is taken{By(port)}: end that, or move all ports with --port-base {Suggest(ports)}.");
        }
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // As servers do: connections of yesterday in TIME_WAIT do not count, a listener does.
        socket.SetRawSocketOption(1 /* SOL_SOCKET */, 2 /* SO_REUSEADDR */, BitConverter.GetBytes(1));
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Ports that nobody listens on now, below those that Linux gives to outgoing connections: one of these could take it before the server does.</summary>
    public static int[] Free(int count)
    {
        var free = new HashSet<int>();
        while (free.Count < count)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            if (IsFree(port))
                free.Add(port);
        }

        return [.. free];
    }

    private static string By(int port)
    {
        var inodes = Listeners("/proc/net/tcp", port).Concat(Listeners("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        var owner = inodes.Count == 0 ? 0 : ProcessTable.All().FirstOrDefault(pid => Holds(pid, inodes));
        return owner == 0 ? " by a process of another user" : $" by {ProcessTable.Name(owner)} (process {owner})";
    }

    private static IEnumerable<string> Listeners(string table, int port) =>
        File.Exists(table)
            ? File.ReadLines(table).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row.Length > 9 && row[3] is "0A" && row[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
                .Select(row => row[9])
            : [];

    private static bool Holds(int pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(file => Target(file) is { } name && sockets.Contains(name));
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Target(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name;
        }
        catch (IOException) // closed since it was listed
        {
            return null;
        }
    }

    private static int Suggest(PortPlan ports)
    {
        for (var candidate = ports.Base + 1000; candidate <= 60_000; candidate += 1000)
        {
            if (new PortPlan(candidate).All.All(entry => IsFree(entry.Port)))
                return candidate;
        }

        return PortPlan.Free().Base;
    }
}
