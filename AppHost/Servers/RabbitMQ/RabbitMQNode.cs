using System.Globalization;
using AppHost.Leftovers;

namespace AppHost.Servers.RabbitMQ;

/// <summary>The folder of a local RabbitMQ node: its settings are written, and a leftover server is cleared away, before each start.</summary>
internal sealed class RabbitMQNode(string directory, RabbitMQPorts ports, TimeProvider clock)
{
    /// <summary>Debian's wrapper in /usr/sbin insists on its own user; this is what it calls.</summary>
    public const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public const string Epmd = "epmd";

    private const string Machine = "beam.smp";

    /// <summary>Tells whose a running node, or its epmd, is.</summary>
    public const string DataVariable = "RABBITMQ_MNESIA_BASE";

    /// <summary>What all quorum queues have written lately is in their log and in memory too, until the log is so long; RabbitMQ's own limit is eight times as high on a machine of any size.</summary>
    internal const int LogInMemory = 64 * 1024 * 1024;

    /// <summary>Above it the broker takes no more messages until it is below again. Far above what it needs, and less than it would take of a machine by itself (two fifths).</summary>
    internal const int MemoryLimit = 512 * 1024 * 1024;

    private string SettingsFile => Path.Combine(directory, "rabbitmq.conf");

    private string PluginsFile => Path.Combine(directory, "enabled_plugins");

    private string PidFile => Path.Combine(directory, "rabbitmq.pid");

    public string Data => Path.Combine(directory, "mnesia");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = directory, // the Erlang cookie
        ["RABBITMQ_NODENAME"] = "campaign@localhost",
        [DataVariable] = Data,
        ["RABBITMQ_LOG_BASE"] = Path.Combine(directory, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONFIG_FILE"] = SettingsFile,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = PluginsFile,
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_PID_FILE"] = PidFile,
        ["RABBITMQ_DIST_PORT"] = Text(ports.Distribution),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["ERL_EPMD_PORT"] = Text(ports.Epmd),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };

    public static void RefuseMissing()
    {
        if (!File.Exists(Program))
            throw new SetupException("RabbitMQ is not installed: run ./campaign up, which installs it, or apt-get install rabbitmq-server.");
    }

    public async Task PrepareAsync(string password, bool management, CancellationToken cancellationToken)
    {
        RefuseMissing();
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await WriteAsync(SettingsFile, $"""
                listeners.tcp.1 = 127.0.0.1:{Text(ports.Amqp)}
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {Text(ports.Management)}
                default_user = {RabbitMQLocalResource.User}
                default_pass = {password}
                loopback_users = none
                disk_free_limit.absolute = 128MB
                vm_memory_high_watermark.absolute = {Text(MemoryLimit)}
                raft.wal_max_size_bytes = {Text(LogInMemory)}

                """, cancellationToken);
            await WriteAsync(PluginsFile, management ? "[rabbitmq_management].\n" : "[].\n", cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"RabbitMQ's folder {directory} can't be written ({failure.Message}): mend its rights and its disk, or give another folder with --data DIR.", failure);
        }

        await EndAsync(cancellationToken);
    }

    public bool HasRoom(long bytes) => new DriveInfo(directory).AvailableFreeSpace >= bytes;

    /// <summary>
    /// The start script may be gone while its Erlang machine still runs. That one is found by whose it is and not by the id that it wrote down:
    /// on a full disk it writes down nothing.
    /// </summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await Ending.EndAsync(() => [.. ProcessTable.WithEnvironment(DataVariable, Data).Where(pid => ProcessTable.Name(pid) == Machine)], TimeSpan.Zero, Ending.Terminate, clock, cancellationToken);
        File.Delete(PidFile);
    }

    /// <summary>An epmd outlives a killed orchestrator too.</summary>
    public Task EndLeftoverEpmdAsync(CancellationToken cancellationToken) =>
        Ending.EndAsync(() => [.. ProcessTable.WithEnvironment(DataVariable, Data).Where(pid => ProcessTable.Name(pid) is Epmd)], TimeSpan.Zero, Ending.Terminate, clock, cancellationToken);

    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        // Emptying it first would leave nothing on a disk that has filled since.
        if (File.Exists(file) && string.Equals(await File.ReadAllTextAsync(file, cancellationToken), text, StringComparison.Ordinal))
            return;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
