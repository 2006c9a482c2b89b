using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Tests.Running;

/// <summary>The processes behind resources: what PostgreSQL noted in its data folder, RabbitMQ by its own folder, and for services the program below the <c>dotnet run</c> that Aspire starts.</summary>
internal static partial class Processes
{
    private const int SigKill = 9;
    private const int SigCont = 18;
    private const int SigStop = 19;

    public static int? Of(string resource, string folder) => resource switch
    {
        "postgres" => Noted(Path.Combine(folder, "postgres", "postmaster.pid"), folder),
        "messaging" => Machine(Path.Combine(folder, "rabbitmq", "mnesia")),
        _ => Service(Path.Combine(folder, "state", resource)),
    };

    public static void Kill(int id) => Send(id, SigKill).ShouldBe(0, $"kill -9 {id}");

    /// <summary>Stops a process where it stands, with the servers' own children; returns whom to let go on.</summary>
    public static IReadOnlyList<int> Stop(int id)
    {
        List<int> family = [id, .. Directory.EnumerateDirectories("/proc").Select(Number).Where(child => child > 0 && Parent(child) == id)];
        return family.FindAll(member => Send(member, SigStop) == 0);
    }

    /// <summary>Whoever was killed meanwhile needs nothing.</summary>
    public static void GoOn(IEnumerable<int> stopped)
    {
        foreach (var id in stopped)
            _ = Send(id, SigCont);
    }

    /// <summary>An id that outlived its process belongs to somebody else by now: the folder must be in the command line.</summary>
    private static int? Noted(string file, string folder)
    {
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && Read($"/proc/{id}/cmdline").Contains(folder, StringComparison.Ordinal) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // On a full disk it notes nothing.
    private static int? Machine(string data)
    {
        var setting = $"RABBITMQ_MNESIA_BASE={data}\0";
        return Directory.EnumerateDirectories("/proc").Select(Number)
            .Where(id => id > 0 && Read($"/proc/{id}/comm").Trim() == "beam.smp" && Read($"/proc/{id}/environ").Contains(setting, StringComparison.Ordinal))
            .Cast<int?>().FirstOrDefault();
    }

    private static int? Service(string state)
    {
        var setting = $"State__Directory={state}\0";
        var found = Directory.EnumerateDirectories("/proc").Select(Number)
            .Where(id => id > 0 && Read($"/proc/{id}/environ").Contains(setting, StringComparison.Ordinal)).ToList();
        // Of the wrapper and the service, the service is the child; ffmpeg and the like are grandchildren and live shortly.
        return found.Where(id => found.Contains(Parent(id)) && !found.Contains(Parent(Parent(id)))).Cast<int?>().FirstOrDefault();
    }

    private static int Number(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static int Parent(int id)
    {
        var stat = Read($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static string Read(string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
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
