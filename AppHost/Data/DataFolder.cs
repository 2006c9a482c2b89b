using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppHost.Leftovers;
using AppHost.Servers;

namespace AppHost.Data;

/// <summary>The one folder that holds everything a copy of the system keeps: servers' data, secrets, uploads, services' state and the ready file.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>In the environment of the AppHost and of all that it starts, so that the next start finds what a killed one left.</summary>
    public const string RunVariable = "CAMPAIGN_RUN";

    private const long Needed = 256 * 1024 * 1024;
    private static readonly string[] Parts = ["postgres", "rabbitmq", "state", "uploads", "secrets.json", "ready.json"];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string In(string part) => System.IO.Path.Combine(Path, part);

    public static string Default(string repository)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var parent = LocalUser.IsRoot ? "/var/lib" : string.IsNullOrEmpty(state) ? System.IO.Path.Combine(home, ".local", "state") : state;
        return System.IO.Path.Combine(parent, $"campaign-{hash}");
    }

    public static async Task<DataFolder> OpenAsync(string path, bool fresh, TimeProvider clock, CancellationToken cancellationToken)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            LocalUser.LetServersPassThrough(path);
            held = Lock(System.IO.Path.Combine(path, "apphost.lock"), path);
            await EndLastRunAsync(held, clock, cancellationToken);
            if (fresh)
                DeleteParts(path);
            RefuseFull(path);
            await NoteThisRunAsync(held, cancellationToken);
            return new(path, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new SetupException($"The data folder {path} can't be written ({FirstLine(failure)}): give one that can with --data DIR, or mend its rights and its disk.", failure);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string file, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        try
        {
            return new FileStream(file, options);
        }
        catch (IOException taken) when (taken.Message.Contains("being used by another process", StringComparison.Ordinal))
        {
            throw new SetupException($"Another start uses the data folder {path}: end that one, or give this one its own with --data DIR and --port-base N.", taken);
        }
    }

    /// <summary>A killed AppHost's orchestrator ends its processes by itself within seconds; what is still there after that is ended here.</summary>
    private static async Task EndLastRunAsync(FileStream held, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(held, leaveOpen: true);
        var run = (await reader.ReadToEndAsync(cancellationToken)).Trim();
        if (run.Length > 0 && !string.Equals(run, Environment.GetEnvironmentVariable(RunVariable), StringComparison.Ordinal))
            await Ending.EndAsync(() => ProcessTable.WithEnvironment(RunVariable, run), TimeSpan.FromSeconds(10), Ending.Terminate, clock, cancellationToken);
    }

    private static async Task NoteThisRunAsync(FileStream held, CancellationToken cancellationToken)
    {
        var run = Environment.GetEnvironmentVariable(RunVariable);
        if (string.IsNullOrEmpty(run))
            Environment.SetEnvironmentVariable(RunVariable, run = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture));
        held.SetLength(0);
        await held.WriteAsync(Encoding.ASCII.GetBytes(run), cancellationToken);
        await held.FlushAsync(cancellationToken);
    }

    /// <summary>Deletes what a start made, and nothing else that somebody may keep in the folder.</summary>
    private static void DeleteParts(string path)
    {
        foreach (var part in Parts.Select(name => System.IO.Path.Combine(path, name)))
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
            else
                File.Delete(part);
        }
    }

    private static void RefuseFull(string path)
    {
        var free = new DriveInfo(path).AvailableFreeSpace;
        if (free < Needed)
            throw new SetupException($"The data folder {path} has {free / 1024 / 1024} MB left and PostgreSQL and RabbitMQ need {Needed / 1024 / 1024} MB: make room, or give another folder with --data DIR.");
    }

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].TrimEnd('.');
}
