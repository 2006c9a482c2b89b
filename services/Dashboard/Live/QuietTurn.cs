using System.Diagnostics;

namespace Dashboard.Live;

/// <summary>
/// A turn of a loop that asks the same thing every second: its calls carry a trace that is not recorded, here and at the service
/// asked, so that the traces of real work are not buried.
/// </summary>
internal static class QuietTurn
{
    public static System.Diagnostics.Activity Begin(string name) =>
        new System.Diagnostics.Activity(name) { ActivityTraceFlags = ActivityTraceFlags.None }.SetIdFormat(ActivityIdFormat.W3C).Start();
}
