using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AppHost.Leftovers;

/// <summary>What /proc says about running processes. A process that vanishes while it is read counts as gone.</summary>
internal static class ProcessTable
{
    public static bool Runs(int pid) => Directory.Exists($"/proc/{pid}") && !IsZombie(pid);

    public static string CommandLine(int pid) => Read(pid, "cmdline").Replace('\0', ' ').Trim();

    public static string Name(int pid) => Read(pid, "comm").Trim();

    /// <summary>Processes that were started with NAME=value in their environment, and their descendants that kept it.</summary>
    public static IReadOnlyList<int> WithEnvironment(string name, string value)
    {
        var spared = SelfAndAncestors();
        return [.. All().Where(pid => !spared.Contains(pid) && HasEnvironment(pid, name, value) && !IsZombie(pid))];
    }

    public static bool HasEnvironment(int pid, string name, string value) =>
        $"\0{Read(pid, "environ")}\0".Contains($"\0{name}={value}\0", StringComparison.Ordinal);

    public static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    public static IEnumerable<int> ChildrenOf(int pid) => All().Where(child => ParentOf(child) == pid);

    private static int ParentOf(int pid)
    {
        var fields = StatAfterName(pid);
        return fields.Length > 1 && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent) ? parent : 0;
    }

    private static bool IsZombie(int pid) => StatAfterName(pid) is ["Z" or "X", ..];

    private static string[] StatAfterName(int pid)
    {
        var stat = Read(pid, "stat");
        var end = stat.LastIndexOf(')');
        return end < 0 ? [] : stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static HashSet<int> SelfAndAncestors()
    {
        var spared = new HashSet<int>();
        using var self = Process.GetCurrentProcess();
        for (var pid = self.Id; pid > 1 && spared.Add(pid); pid = ParentOf(pid))
        {
        }

        return spared;
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}", Encoding.Latin1);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
