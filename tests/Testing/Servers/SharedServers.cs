using System.Runtime.InteropServices;

namespace Testing;

/// <summary>
/// <c>dotnet Testing.dll</c>: one pair of servers for the test assemblies of a run. Prints how to reach them, one NAME=value a line, and holds
/// them until SIGTERM or SIGINT.
/// </summary>
internal static class SharedServers
{
    private static readonly TaskCompletionSource Asked = new();

    public static async Task Main()
    {
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await using var servers = new TestServers();
        await servers.InitializeAsync();
        foreach (var line in servers.Environment)
            await Console.Out.WriteLineAsync(line);
        await Asked.Task;
    }

    private static void End(PosixSignalContext context)
    {
        context.Cancel = true;
        Asked.TrySetResult();
    }
}
