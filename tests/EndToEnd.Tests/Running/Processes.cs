using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Tests.Running;

/// <summary>The processes behind resources: what the servers noted in their data folders, and for services the program below the <c>dotnet run</c> that Aspire starts.</summary>
internal static partial class Processes
{
    private const int SigKill = 9;

    public static int? Of(string resource, string folder) => resource switch
    {
        "postgres" => Noted(Path.Combine(folder, "postgres", "postmaster.pid")),
        "messaging" => Noted(Path.Combine(folder, "rabbitmq", "rabbitmq.pid")),
        _ => Service(Path.Combine(folder, "state", resource)),
    };

    public static void Kill(int id) => Send(id, SigKill).ShouldBe(0, $"kill -9 {id}");

    private static int? Noted(string file)
    {
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && Directory.Exists($"/proc/{id}") ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int? Service(string state)
    {
        var setting = $"State__Directory={state}\0";
        var found = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Read($"/proc/{id}/environ").Contains(setting, StringComparison.Ordinal)).ToList();
        // Of the wrapper and the service, the service is the child; ffmpeg and the like are grandchildren and live shortly.
        return found.Where(id => found.Contains(Parent(id)) && !found.Contains(Parent(Parent(id)))).Cast<int?>().FirstOrDefault();
    }

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
