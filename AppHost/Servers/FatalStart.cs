using AppHost.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Servers;

/// <summary>Ends the whole start with one clear line when a server can't be had.</summary>
internal sealed partial class FatalStart(IHostApplicationLifetime lifetime, ILoggerFactory loggers)
{
    public SetupException? Problem { get; private set; }

    public void Report(SetupException problem)
    {
        if (Problem is not null)
            return;
        Problem = problem;
        Log.StartEnds(loggers.CreateLogger(PeopleConsole.Category), problem.Message);
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Problem}")]
        public static partial void StartEnds(ILogger logger, string problem);
    }
}
