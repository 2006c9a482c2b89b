using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using AppHost.Restarts;
using AppHost.Servers;
using AppHost.Servers.Postgres;
using AppHost.Servers.RabbitMQ;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace AppHost.Tests.Servers;

/// <summary>Debian's PostgreSQL and RabbitMQ under Aspire, with restarts, in a folder of its own.</summary>
internal sealed partial class LocalServersApp : IAsyncDisposable
{
    private readonly DistributedApplication _app;
    private readonly PostgresLocalDatabaseResource _database;
    private readonly RabbitMQLocalResource _messaging;

    private LocalServersApp(DistributedApplication app, string folder, PostgresLocalDatabaseResource database, RabbitMQLocalResource messaging) =>
        (_app, Folder, _database, _messaging) = (app, folder, database, messaging);

    public string Folder { get; }

    public IServiceProvider Services => _app.Services;

    public static string NewFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"campaign-servers-{Guid.NewGuid():N}"), (UnixFileMode)0b111_000_000).FullName;
        LocalUser.LetServersPassThrough(folder);
        return folder;
    }

    public static async Task<LocalServersApp> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var orchestrator = Environment.GetEnvironmentVariable(AsOrdinaryUserTests.OrchestratorVariable);
        var builder = ServersOnly.CreateBuilder(orchestrator is null ? [] : [$"--DcpPublisher:CliPath={orchestrator}"]);
        builder.AddRestarts();
        var database = builder.AddPostgresLocal("postgres", Path.Combine(folder, "postgres"), password: builder.AddParameter("postgres-password", "forPostgres1", secret: true)).AddDatabase("banners");
        var messaging = builder.AddRabbitMQLocal("messaging", Path.Combine(folder, "rabbitmq"), password: builder.AddParameter("messaging-password", "forRabbit1", secret: true));
        var app = builder.Build();
        try
        {
            await app.StartAsync(cancellationToken);
            var servers = new LocalServersApp(app, folder, database.Resource, messaging.Resource);
            await Task.WhenAll(servers.HealthyAsync("banners", cancellationToken), servers.HealthyAsync("messaging", cancellationToken));
            return servers;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task HealthyAsync(string resource, CancellationToken cancellationToken) => _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, cancellationToken);

    public async Task StopByHandAsync(string resource, CancellationToken cancellationToken)
    {
        var result = await Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);
        result.Success.ShouldBeTrue(result.Message);
    }

    public Task StateAsync(string resource, string state, CancellationToken cancellationToken) => _app.ResourceNotifications.WaitForResourceAsync(resource, state, cancellationToken);

    public async Task<T?> QueryAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create((await _database.ConnectionStringExpression.GetValueAsync(cancellationToken))! + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await new ConnectionFactory { Uri = new((await _messaging.ConnectionStringExpression.GetValueAsync(cancellationToken))!), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);

    /// <summary>Evaluates an Erlang expression in the running node.</summary>
    public async Task<string> AskRabbitMQAsync(string expression, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmqctl", ["--quiet", "eval", expression]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var variable in (await File.ReadAllTextAsync($"/proc/{RabbitMQPid.ToString(CultureInfo.InvariantCulture)}/environ", cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (variable.Split('=', 2) is [("HOME" or "ERL_EPMD_PORT" or "RABBITMQ_NODENAME") and var name, var value])
                start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return answer.Trim();
    }

    public int PostgresPid => Pid("postgres/postmaster.pid");

    public int RabbitMQPid => Pid("rabbitmq/rabbitmq.pid");

    public static void Kill9(int pid) => Send(pid, 9).ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private int Pid(string file)
    {
        var path = Path.Combine(Folder, file);
        return File.Exists(path) && int.TryParse(File.ReadLines(path).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
