using System.Diagnostics;
using System.Reflection;
using AppHost.Servers;

namespace AppHost.Tests.Servers;

/// <summary>The same tests of the local servers, run once more by somebody who is not root.</summary>
public sealed class AsOrdinaryUserTests
{
    /// <summary>Where a copy of the orchestrator lies when root's packages are closed to others.</summary>
    public const string OrchestratorVariable = "CAMPAIGN_TEST_ORCHESTRATOR";

    private const string Nobody = "65534";

    [Fact]
    public async Task Local_servers_do_the_same_for_an_ordinary_user()
    {
        Assert.SkipUnless(LocalUser.IsRoot, "These tests run as an ordinary user already; LocalServersTests are the proof.");
        var tests = typeof(AsOrdinaryUserTests).Assembly.Location;
        var home = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"campaign-nobody-{Guid.NewGuid():N}")).FullName;
        try
        {
            File.SetUnixFileMode(home, (UnixFileMode)0b111_111_111);
            Assert.SkipUnless(await RunAsNobodyAsync(home, "test", "-r", tests) is { Code: 0 }, "This clone lies where only root can read.");

            var result = await RunAsNobodyAsync(home, "dotnet", tests, "-class", typeof(LocalServersTests).FullName!);
            result.Code.ShouldBe(0, result.Output);
            result.Output.ShouldContain("Failed: 0");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsNobodyAsync(string home, params string[] command)
    {
        var start = new ProcessStartInfo("setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment["HOME"] = start.Environment["TMPDIR"] = home;
        start.Environment["USER"] = start.Environment["LOGNAME"] = "nobody";
        start.Environment[OrchestratorVariable] = CopyOfOrchestrator(home);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static string CopyOfOrchestrator(string home)
    {
        var copy = Path.Combine(home, "orchestrator", "dcp");
        if (File.Exists(copy))
            return copy;
        var original = typeof(ServersOnly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => string.Equals(metadata.Key, "dcpclipath", StringComparison.OrdinalIgnoreCase)).Value!;
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(original)!, "dcp*"))
        {
            File.Copy(file, Path.Combine(Path.GetDirectoryName(copy)!, Path.GetFileName(file)));
            File.SetUnixFileMode(Path.Combine(Path.GetDirectoryName(copy)!, Path.GetFileName(file)), (UnixFileMode)0b111_101_101);
        }

        return copy;
    }
}
