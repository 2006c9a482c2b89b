using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Servers;

/// <summary>Ends the whole start when a server can't be had; the problem is the last line that the terminal shows.</summary>
internal sealed class FatalStart(IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<string, bool> _prepared = new(StringComparer.Ordinal);

    public SetupException? Problem { get; private set; }

    public void Report(SetupException problem)
    {
        Problem ??= problem;
        lifetime.StopApplication();
    }

    /// <summary>
    /// Runs a server's preparation; a problem in it ends the start when this host was made to (the AppHost), else it only fails the resource (a
    /// test fixture). Once a server was prepared, a later problem (a full disk) only fails that restart: the next one tries again, and whoever
    /// serves without servers goes on.
    /// </summary>
    public static async Task GuardAsync(IServiceProvider services, string server, Func<Task> prepare)
    {
        var fatal = services.GetService<FatalStart>();
        try
        {
            await prepare();
            fatal?._prepared.TryAdd(server, value: true);
        }
        catch (SetupException problem) when (fatal?._prepared.ContainsKey(server) is false)
        {
            fatal.Report(problem);
            throw;
        }
    }
}
