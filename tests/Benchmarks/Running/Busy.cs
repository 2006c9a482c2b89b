using System.Globalization;
using Spectre.Console;

namespace Benchmarks.Running;

/// <summary>Whether somebody else uses the machine: then the figures of this run are worth little.</summary>
internal static class Busy
{
    private const double Quiet = 0.5;

    public static void Say(IAnsiConsole console, string name)
    {
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: load average {load:0.0} on {Environment.ProcessorCount} cores before the start{(load > Quiet ? ": THE MACHINE IS BUSY, repeat on a quiet one" : "")}"));
    }
}
