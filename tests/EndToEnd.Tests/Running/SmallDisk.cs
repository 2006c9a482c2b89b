using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Running;

/// <summary>A disk in memory, of limited size, mounted over an empty folder: it can be filled without filling the machine's. Only root can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Prefix = "campaign-e2e-";
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>A folder's name that tells which process uses it, so that what a killed run left mounted is found by the next one.</summary>
    public static string NewFolder() => Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");

    /// <returns>Null, with the reason, where nobody may mount.</returns>
    public static (SmallDisk? Disk, string? WhyNot) TryMount(string folder, int mebibytes)
    {
        UnmountLeftovers();
        var made = Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m,mode=0700"), "campaign-e2e", folder) is not { } complaint)
            return (new SmallDisk(folder), null);
        if (!made)
            Directory.Delete(folder);
        return (null, complaint);
    }

    /// <summary>Leaves not a byte; what others free meanwhile is taken at the next call.</summary>
    public void Fill()
    {
        var zeros = new byte[1024 * 1024];
        using var file = new FileStream(Filler, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, BufferSize = 0 });
        for (var step = zeros.Length; step >= 512;)
        {
            try
            {
                file.Write(zeros, 0, step);
            }
            catch (IOException)
            {
                step /= 2;
            }
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose() => Run("umount", "-l", _folder);

    private static void UnmountLeftovers()
    {
        foreach (var folder in File.ReadLines("/proc/mounts").Select(line => line.Split(' ')[1]).Where(folder => Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists($"/proc/{owner}") || Run("umount", "-l", folder) is not null)
                continue;
            Directory.Delete(folder);
        }
    }

    /// <returns>What it complained about; null when it went well.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var complaint = tool.StandardError.ReadToEnd();
            tool.WaitForExit();
            return tool.ExitCode == 0 ? null : complaint.Trim().Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
