using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Benchmarks.Running;

/// <summary>One running process as /proc tells it.</summary>
internal sealed partial record ProcessInfo(int Id, int Parent, string Name)
{
    public const int Terminate = 15;
    public const int Kill = 9;
    public const int Stop = 19;
    public const int GoOn = 18;

    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    public static IReadOnlyList<ProcessInfo> All() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? Of(id) : null)
            .OfType<ProcessInfo>()];

    /// <summary>Those started with NAME=value in their environment, and whatever they started.</summary>
    public static IReadOnlyList<ProcessInfo> Marked(string name, string value)
    {
        var all = All();
        var marked = all.Where(process => $"\0{Read(process.Id, "environ")}\0".Contains($"\0{name}={value}\0", StringComparison.Ordinal)).Select(process => process.Id).ToHashSet();
        // PostgreSQL's processes write their titles over their environments.
        for (var grown = true; grown;)
            grown = all.Where(process => marked.Contains(process.Parent)).Any(process => marked.Add(process.Id));
        return [.. all.Where(process => marked.Contains(process.Id) && process.Id != Environment.ProcessId)];
    }

    /// <summary>Proportional set size: shared pages are divided among those who share them.</summary>
    public double PssMebibytes()
    {
        var line = Read(Id, "smaps_rollup").Split('\n').FirstOrDefault(text => text.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Of the processor, used by it and by those of its children that have ended, in seconds.</summary>
    public double CpuSeconds()
    {
        var stat = Read(Id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 15 ? 0 : fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>A process and all below it.</summary>
    public static IReadOnlyList<ProcessInfo> Family(int root)
    {
        var all = All();
        var family = new HashSet<int> { root };
        for (var grown = true; grown;)
            grown = all.Where(process => family.Contains(process.Parent)).Any(process => family.Add(process.Id));
        return [.. all.Where(process => family.Contains(process.Id))];
    }

    public void Signal(int signal) => _ = Send(Id, signal);

    private static ProcessInfo? Of(int id)
    {
        var stat = Read(id, "stat");
        var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
        if (open < 0 || close < 0)
            return null;
        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[0] is "Z" or "X" ? null : new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), stat[(open + 1)..close]);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}", Encoding.Latin1);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int id, int signal);
}
