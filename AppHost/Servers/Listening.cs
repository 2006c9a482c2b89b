using System.Net;
using System.Net.Sockets;

namespace AppHost.Servers;

internal static class Listening
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Waits, at most 20 s, until a server on this machine takes connections. Aspire asks an unhealthy resource again only after 1, 2, 3, 4 and
    /// then every 5 s, and all that waits for it loses that time at each start.
    /// </summary>
    public static async Task WaitAsync(int port, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (!await TakesConnectionsAsync(port, limited.Token))
                await timer.WaitForNextTickAsync(limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The check itself says what is wrong.
        }
    }

    private static async Task<bool> TakesConnectionsAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
