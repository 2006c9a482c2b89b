using System.Reflection;

namespace Architecture.Tests;

/// <summary>The house as it lies on disk and as it was compiled.</summary>
internal static class House
{
    public static readonly string[] Services = ["Analytics", "Banners", "Content", "Dashboard", "Partners"];

    public static string Root { get; } = Path.GetFullPath(typeof(House).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(x => x.Key == "RepositoryRoot").Value!);

    public static Assembly[] Assemblies { get; } =
    [
        .. Services.Append("Contracts").Append("ServiceDefaults").Select(Assembly.Load),
    ];

    /// <summary>Source files below a folder of the house, generated ones left out; paths relative to the root.</summary>
    public static IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "Migrations" or "artifacts" or "node_modules"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static int Lines(string path) => File.ReadLines(Path.Combine(Root, path)).Count();
}
