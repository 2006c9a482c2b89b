using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Http;

/// <summary>What one run of wrk on the second core measured.</summary>
/// <param name="PerSecond">Requests answered.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="CpuMicroseconds">Of the server, for one request.</param>
internal sealed partial record Load(double PerSecond, double P99, double CpuMicroseconds)
{
    private const string Core = "1";
    private const int Connections = 32;

    /// <param name="server">Which one is asked.</param>
    /// <param name="path">Where.</param>
    /// <param name="script">For wrk, in Lua.</param>
    /// <param name="requests">The file of bodies that the script reads.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public static async Task<Load> RunAsync(PinnedServer server, string path, string script, string requests, int seconds, CancellationToken cancellationToken)
    {
        var before = server.CpuSeconds;
        var output = await WrkAsync(["-t", "1", "-c", Text(Connections), "-d", $"{Text(seconds)}s", "--latency", "-s", script, new Uri(server.Address, path).ToString()], requests, cancellationToken);
        if (Errors().Match(output) is { Success: true } errors)
            throw new BenchmarkException($"wrk met errors: {errors.Value.Trim()}");
        var count = double.Parse(Requests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var p99 = Percentile().Match(output);
        return new Load(
            double.Parse(PerSecondLine().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(p99.Groups[1].Value, CultureInfo.InvariantCulture) * (p99.Groups[2].Value switch { "us" => 0.001, "s" => 1000, _ => 1 }),
            (server.CpuSeconds - before) / count * 1_000_000);
    }

    private static async Task<string> WrkAsync(IEnumerable<string> arguments, string requests, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("taskset", ["-c", Core, "wrk", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["REQUESTS"] = requests;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new BenchmarkException($"wrk failed: {errors.Trim()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(Non-2xx or 3xx responses.*|Socket errors.*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Errors();

    [GeneratedRegex(@"(\d+) requests in", RegexOptions.None, 1000)]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex PerSecondLine();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex Percentile();
}
