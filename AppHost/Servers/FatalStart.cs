using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Servers;

/// <summary>Ends the whole start when a server can't be had; the problem is the last line that the terminal shows.</summary>
internal sealed class FatalStart(IHostApplicationLifetime lifetime)
{
    public SetupException? Problem { get; private set; }

    public void Report(SetupException problem)
    {
        Problem ??= problem;
        lifetime.StopApplication();
    }

    /// <summary>Runs a server's preparation; a problem in it ends the start when this host was made to (the AppHost), else it only fails the resource (a test fixture).</summary>
    public static async Task GuardAsync(IServiceProvider services, Func<Task> prepare)
    {
        try
        {
            await prepare();
        }
        catch (SetupException problem)
        {
            services.GetService<FatalStart>()?.Report(problem);
            throw;
        }
    }
}
