using EndToEnd.Tests.Running;
using Traffic.Driving;

namespace EndToEnd.Tests.Outages;

[Collection(Alone.Name)]
public sealed class AnalyticsLateTests(RunningSystem system)
{
    [Fact]
    public async Task What_happened_while_Analytics_was_stopped_is_counted_when_it_is_let_in()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await system.AllHealthyAsync();
        using var run = new TrafficRun(system.Ready, ShortTraffic.Plan with { Uploads = 1 }, TimeProvider.System);
        await run.BeginAsync(cancelled);
        await system.StopAsync("analytics");
        try
        {
            await run.DriveAsync(cancelled);
            run.Tally.AllAcknowledged.ShouldBeTrue();
        }
        finally
        {
            await system.StartAsync("analytics");
        }

        var report = await run.CountAsync(cancelled);
        report.AddsUp.ShouldBeTrue(report.ToString());
    }
}
