using System.Runtime.InteropServices;

namespace AppHost.Leftovers;

/// <summary>Ends processes by their ids: waits, asks, then insists.</summary>
internal static partial class Ending
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Lets the processes end by themselves for <paramref name="patience"/>, then sends <paramref name="signal"/>, and SIGKILL after five seconds more.</summary>
    public static async Task EndAsync(Func<IReadOnlyList<int>> find, TimeSpan patience, int signal, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await GoneAsync(find, patience, clock, cancellationToken))
            return;
        Send(find(), signal);
        if (await GoneAsync(find, TimeSpan.FromSeconds(5), clock, cancellationToken))
            return;
        Send(find(), Kill);
        await GoneAsync(find, TimeSpan.FromSeconds(5), clock, cancellationToken);
    }

    public static void Send(IEnumerable<int> processes, int signal)
    {
        foreach (var pid in processes)
            _ = SendSignal(pid, signal);
    }

    private static async Task<bool> GoneAsync(Func<IReadOnlyList<int>> find, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (find().Count > 0)
        {
            if (clock.GetElapsedTime(began) >= patience)
                return false;
            await Task.Delay(Glance, clock, cancellationToken);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
