using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Http;

/// <summary>What one run of wrk on the second core measured.</summary>
/// <param name="PerSecond">Requests answered.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="CpuMicroseconds">Of the server, for one request.</param>
/// <param name="P50">In milliseconds.</param>
/// <param name="Requests">Answered in all.</param>
/// <param name="Refused">Of them, with another status than 2xx or 3xx; and broken connections.</param>
internal sealed partial record Load(double PerSecond, double P99, double CpuMicroseconds, double P50, long Requests, long Refused)
{
    private const string Core = "1";
    private const int Connections = 32;

    /// <summary>How a load differs from 32 connections that ask without pause and meet no error.</summary>
    /// <param name="Connections">At once; each has one request in flight.</param>
    /// <param name="Pause">Of each connection between an answer and its next request, in milliseconds; the script has to know it.</param>
    /// <param name="MayRefuse">Errors are counted instead of ending the benchmark.</param>
    internal sealed record Shape(int Connections, int Pause = 0, bool MayRefuse = false);

    /// <param name="server">Which one is asked.</param>
    /// <param name="path">Where.</param>
    /// <param name="script">For wrk, in Lua.</param>
    /// <param name="requests">The file of bodies that the script reads.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public static Task<Load> RunAsync(PinnedServer server, string path, string script, string requests, int seconds, CancellationToken cancellationToken) =>
        RunAsync(server, path, script, requests, seconds, new Shape(Connections), cancellationToken);

    public static async Task<Load> RunAsync(PinnedServer server, string path, string script, string requests, int seconds, Shape shape, CancellationToken cancellationToken)
    {
        var before = server.CpuSeconds;
        var output = await WrkAsync(["-t", "1", "-c", Text(shape.Connections), "-d", $"{Text(seconds)}s", "--timeout", "10s", "--latency", "-s", script, new Uri(server.Address, path).ToString()], requests, shape.Pause, cancellationToken);
        if (!shape.MayRefuse && Errors().Match(output) is { Success: true } errors)
            throw new BenchmarkException($"wrk met errors: {errors.Value.Trim()}");
        var count = long.Parse(AllRequests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        return new Load(
            double.Parse(PerSecondLine().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            Milliseconds(Percentile().Match(output)),
            (server.CpuSeconds - before) / count * 1_000_000,
            Milliseconds(Median().Match(output)),
            count,
            Errors().Matches(output).SelectMany(line => Numbers().Matches(line.Groups[2].Value)).Sum(number => long.Parse(number.Value, CultureInfo.InvariantCulture)));
    }

    private static double Milliseconds(Match time) =>
        double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) * (time.Groups[2].Value switch { "us" => 0.001, "s" => 1000, _ => 1 });

    private static async Task<string> WrkAsync(IEnumerable<string> arguments, string requests, int pause, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("taskset", ["-c", Core, "wrk", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["REQUESTS"] = requests;
        start.Environment["DELAY"] = Text(pause);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new BenchmarkException($"wrk failed: {errors.Trim()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(Non-2xx or 3xx responses|Socket errors)(.*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Errors();

    [GeneratedRegex(@"(\d+) requests in", RegexOptions.None, 1000)]
    private static partial Regex AllRequests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex PerSecondLine();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex Percentile();
}
