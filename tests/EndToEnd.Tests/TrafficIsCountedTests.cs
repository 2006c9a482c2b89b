using EndToEnd.Tests.Running;
using Traffic.Driving;

namespace EndToEnd.Tests;

public sealed class TrafficIsCountedTests(RunningSystem system)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_traffic_ends_sent_acknowledged_and_counted()
    {
        await system.AllHealthyAsync();
        using var run = new TrafficRun(system.Ready, ShortTraffic.Plan with { Duration = TimeSpan.FromSeconds(4) }, TimeProvider.System);
        await run.BeginAsync(Cancelled);
        await run.DriveAsync(Cancelled);
        var report = await run.CountAsync(Cancelled);
        TestContext.Current.TestOutputHelper?.WriteLine($"start {system.StartTook.TotalSeconds:0.0} s; {report}; {run.Tally.LastTrouble}");
        report.AddsUp.ShouldBeTrue(report.ToString());
        report.Rows.ShouldAllBe(row => row.Sent > 0, report.ToString());
    }

    [Fact]
    public async Task Sandbox_traffic_is_counted_apart_and_reaches_no_real_number()
    {
        await system.AllHealthyAsync();
        using var real = new TrafficRun(system.Ready, ShortTraffic.Plan, TimeProvider.System);
        await real.BeginAsync(Cancelled);
        using var sandbox = new TrafficRun(system.Ready, ShortTraffic.Plan with { Duration = TimeSpan.FromSeconds(1), Partners = ["sandbox"] }, TimeProvider.System);
        await sandbox.BeginAsync(Cancelled);
        await sandbox.DriveAsync(Cancelled);
        var report = await sandbox.CountAsync(Cancelled);
        report.AddsUp.ShouldBeTrue(report.ToString());
        // Nothing was sent in the name of the others, so nothing of theirs may have moved.
        (await real.CountAsync(Cancelled)).AddsUp.ShouldBeTrue();
    }
}
