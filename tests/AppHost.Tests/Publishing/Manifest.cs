using System.Diagnostics;
using System.Text.Json;

namespace AppHost.Tests.Publishing;

/// <summary>What the real AppHost publishes, asked once; the settings of a machine that runs local servers are among its arguments.</summary>
public sealed class Manifest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("campaign-manifest-").FullName;

    public JsonElement Resources { get; private set; }

    public string DataFolder => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(_folder, "manifest.json");
        var start = new ProcessStartInfo("dotnet", [typeof(SetupException).Assembly.Location, "--operation", "publish", "--publisher", "manifest", "--output-path", file, "--Servers=local", $"--data={DataFolder}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await output);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Resources = manifest.RootElement.GetProperty("resources").Clone();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
