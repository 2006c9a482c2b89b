using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Running;

/// <summary>A base from which the system's ports are free, below those that Linux gives to outgoing connections.</summary>
internal static class FreePorts
{
    private const int Needed = 20;
    private const int First = 20_000;
    private const int Last = 31_000;

    public static int Base()
    {
        while (true)
        {
            var start = Random.Shared.Next(First / Needed, Last / Needed) * Needed;
            if (Enumerable.Range(start, Needed).All(IsFree))
                return start;
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
