using System.Net;
using System.Net.Sockets;

namespace ServiceDefaults.Tests.Messaging;

/// <summary>A TCP line to a broker that can be held up for a while, as if the broker stood still: it takes no more and answers nothing.</summary>
internal sealed class HeldLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Uri _broker;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _free = new();

    public HeldLine(Uri broker)
    {
        _broker = broker;
        _free.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients find the broker.</summary>
    public Uri Address => new UriBuilder(_broker) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    public void Hold() => _free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _free.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        finally
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var broker = new TcpClient();
        using (client)
        {
            await broker.ConnectAsync(_broker.Host, _broker.Port, _ending.Token);
            // Whoever hangs up first ends the line.
            await Task.WhenAny(CopyAsync(client, broker), CopyAsync(broker, client));
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(bytes, _ending.Token) is > 0 and var count)
            {
                await _free.Task;
                await to.GetStream().WriteAsync(bytes.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The line is cut.
        }
    }
}
