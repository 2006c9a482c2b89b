using System.Globalization;
using AppHost.Leftovers;

namespace AppHost.Servers.Postgres;

/// <summary>The data directory of a local PostgreSQL: made when new, checked and cleared of a leftover server before each start.</summary>
internal sealed class PostgresCluster(string directory, TimeProvider clock)
{
    private const string Installations = "/usr/lib/postgresql";

    private string VersionFile => Path.Combine(directory, "PG_VERSION");

    private string PidFile => Path.Combine(directory, "postmaster.pid");

    /// <summary>The programs of the version that made the data, else of the newest version installed.</summary>
    public string Programs()
    {
        var installed = Directory.Exists(Installations)
            ? Directory.EnumerateDirectories(Installations).Where(version => File.Exists(Path.Combine(version, "bin", "postgres")))
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var major) ? major : 0).ToArray()
            : [];
        if (installed.Length == 0)
            throw new SetupException("PostgreSQL is not installed: run ./campaign up, which installs it, or apt-get install postgresql-15.");
        var made = ReadVersion();
        var match = made is null ? installed[0] : installed.FirstOrDefault(version => string.Equals(Path.GetFileName(version), made, StringComparison.Ordinal));
        return match is not null
            ? Path.Combine(match, "bin")
            : throw new SetupException($"The data in {directory} was made by PostgreSQL {made} and {Path.GetFileName(installed[0])} is installed: install postgresql-{made}, or start anew with --fresh (deletes this copy's data).");
    }

    public async Task PrepareAsync(Func<CancellationToken, ValueTask<string?>> password, CancellationToken cancellationToken)
    {
        var programs = Programs();
        var parent = Path.GetDirectoryName(directory)!;
        Directory.CreateDirectory(parent);
        if (LocalUser.IsRoot && !await LocalUser.ReachesAsync(parent, cancellationToken))
            throw new SetupException($"PostgreSQL runs as user postgres, who can't enter {parent}: give a folder that he can with --data DIR, for example below /var/lib.");
        if (!File.Exists(VersionFile))
            await CreateAsync(programs, await password(cancellationToken) ?? "", cancellationToken);
        await EndLeftoverAsync(cancellationToken);
    }

    /// <summary>Made beside its place and moved there whole, so that a start broken off leaves nothing that looks like a cluster.</summary>
    private async Task CreateAsync(string programs, string password, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new SetupException($"{directory} holds files but no PostgreSQL data (PG_VERSION is missing): start anew with --fresh (deletes this copy's data), or give another folder with --data DIR.");
        var making = directory + ".new";
        var secret = directory + ".password";
        try
        {
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
            Directory.CreateDirectory(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await WritePrivateAsync(secret, password, cancellationToken);
            LocalUser.GiveToServers(making);
            LocalUser.GiveToServers(secret);
            await LocalUser.RunAsync(Path.Combine(programs, "initdb"),
                ["-D", making, "-U", PostgresLocalResource.User, "-A", "scram-sha-256", $"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"], cancellationToken);
            if (Directory.Exists(directory))
                Directory.Delete(directory);
            Directory.Move(making, directory);
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"PostgreSQL's data could not be made in {directory} ({failure.Message}): make room there, or give another folder with --data DIR.", failure);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    /// <summary>A server of this very directory that a killed AppHost left running is ended by the id that it wrote down itself.</summary>
    private async Task EndLeftoverAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PidFile))
            return;
        var recorded = (await File.ReadAllLinesAsync(PidFile, cancellationToken)).FirstOrDefault();
        if (!int.TryParse(recorded, CultureInfo.InvariantCulture, out var pid) || !ProcessTable.CommandLine(pid).Contains(directory, StringComparison.Ordinal))
        {
            File.Delete(PidFile); // the id belongs to nobody or to somebody else by now
            return;
        }

        int[] family = [pid, .. ProcessTable.ChildrenOf(pid)];
        await Ending.EndAsync(() => [.. family.Where(ProcessTable.Runs)], TimeSpan.Zero, Ending.Interrupt, clock, cancellationToken);
        File.Delete(PidFile);
    }

    private string? ReadVersion() => File.Exists(VersionFile) ? File.ReadAllText(VersionFile).Trim() : null;

    private static async Task WritePrivateAsync(string file, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
