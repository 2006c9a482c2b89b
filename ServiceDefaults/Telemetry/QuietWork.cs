using System.Diagnostics;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// For loops that look every second whether there is something to do: what happens inside belongs to no recorded trace, so that
/// they do not bury the traces of requests.
/// </summary>
public static class QuietWork
{
    /// <summary>Dispose to end. An activity that is not recorded makes the sampler drop its children.</summary>
    public static IDisposable Begin() => new Activity("quiet work") { ActivityTraceFlags = ActivityTraceFlags.None }.Start();
}
