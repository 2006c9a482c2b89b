namespace Benchmarks.Running;

internal static class Repository
{
    private static readonly string Root = Find();

    public static string In(string part) => Path.Combine(Root, part);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Campaign.sln")))
                return folder.FullName;
        }

        throw new BenchmarkException("Campaign.sln is in no folder above this program.");
    }
}
