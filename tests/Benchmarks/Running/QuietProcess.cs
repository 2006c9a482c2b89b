using System.Diagnostics;

namespace Benchmarks.Running;

/// <summary>A process whose output nobody reads, and which never waits for somebody to.</summary>
internal static class QuietProcess
{
    public static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
