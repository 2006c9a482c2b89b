using System.Diagnostics;

namespace AppHost.Servers;

/// <summary>Who runs the local servers: PostgreSQL refuses root, so root hands it to Debian's user postgres; anybody else runs it as himself.</summary>
internal static class LocalUser
{
    private const string Postgres = "postgres";

    public static bool IsRoot { get; } = string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>The command that runs a program as the servers' user, and its leading arguments.</summary>
    public static (string Command, string[] Arguments) Run(string program) =>
        IsRoot ? ("setpriv", [$"--reuid={Postgres}", $"--regid={Postgres}", "--init-groups", "--", program]) : (program, []);

    /// <summary>Lets the servers' user walk through a folder of root's without listing or reading it: group postgres, mode 0710.</summary>
    public static void LetServersPassThrough(string folder)
    {
        if (!IsRoot || !HasPostgresUser())
            return;
        RunTool("chgrp", Postgres, folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
    }

    public static void GiveToServers(string path)
    {
        if (IsRoot)
            RunTool("chown", $"{Postgres}:{Postgres}", path);
    }

    /// <summary>Runs a tool as the servers' user to its end; what it complained about is the exception.</summary>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (command, leading) = Run(program);
        var (code, complaint) = await CaptureAsync(command, [.. leading, .. arguments], cancellationToken);
        if (code != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)}: {complaint}");
    }

    /// <summary>Whether the servers' user reaches the folder; it can't below somebody's closed home.</summary>
    public static async Task<bool> ReachesAsync(string folder, CancellationToken cancellationToken)
    {
        var (command, leading) = Run("test");
        return (await CaptureAsync(command, [.. leading, "-x", folder], cancellationToken)).Code == 0;
    }

    private static bool HasPostgresUser() =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{Postgres}:", StringComparison.Ordinal));

    private static void RunTool(string program, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var complaint = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        if (tool.ExitCode != 0)
            throw new IOException(complaint.Trim());
    }

    private static async Task<(int Code, string Complaint)> CaptureAsync(string command, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var tool = Process.Start(start)!;
        var output = tool.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = tool.StandardError.ReadToEndAsync(cancellationToken);
        await tool.WaitForExitAsync(cancellationToken);
        await output;
        return (tool.ExitCode, (await error).Trim().ReplaceLineEndings(" "));
    }
}
