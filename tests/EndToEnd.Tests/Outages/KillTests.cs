using EndToEnd.Tests.Running;
using Traffic.Driving;

namespace EndToEnd.Tests.Outages;

[Collection(Alone.Name)]
public sealed class KillTests(RunningSystem system)
{
    // Each once. Who shares a wave has no need of the other while it comes back, and the run is a third shorter.
    private static readonly string[][] Waves = [["banners", "analytics"], ["content", "partners"], ["dashboard"], ["postgres"], ["messaging"]];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killing_each_part_under_load_loses_nothing_and_counts_nothing_twice()
    {
        await system.AllHealthyAsync();
        using var run = new TrafficRun(system.Ready, ShortTraffic.Plan with { Duration = TimeSpan.FromMinutes(5), Visitors = 12 }, TimeProvider.System);
        await run.BeginAsync(Cancelled);
        using var enough = new CancellationTokenSource();
        var drive = run.DriveAsync(enough.Token, Cancelled);
        foreach (var together in Waves)
        {
            await AcknowledgesAsync(run);
            var killed = together.Select(resource => (resource, id: system.Kill(resource))).ToList();
            foreach (var (resource, id) in killed)
                await system.CameBackAsync(resource, id);
        }

        await AcknowledgesAsync(run);
        await enough.CancelAsync();
        await drive;
        var report = await run.CountAsync(Cancelled);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        report.AddsUp.ShouldBeTrue(report.ToString());
    }

    /// <summary>Of everything a few more are acknowledged: the traffic flows through the whole system again.</summary>
    private static async Task AcknowledgesAsync(TrafficRun run)
    {
        var before = Flowing.Select(kind => run.Tally[kind].Acknowledged).ToList();
        await Testing.Eventually.IsTrueAsync(() => Flowing.Zip(before).All(now => run.Tally[now.First].Acknowledged > now.Second + 3), Cancelled);
    }

    private static readonly Kind[] Flowing = [Kind.Impression, Kind.Click, Kind.WebhookEvent];
}
