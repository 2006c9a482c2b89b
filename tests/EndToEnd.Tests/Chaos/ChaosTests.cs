using EndToEnd.Tests.Running;
using Traffic;
using Traffic.Counting;
using Traffic.Driving;

namespace EndToEnd.Tests.Chaos;

/// <summary>Load through the public endpoints while everything is killed, paused and without room at random; afterwards every acknowledged event is counted once.</summary>
[Collection(Alone.Name)]
public sealed class ChaosTests(RunningSystem system)
{
    // Finds what never ends. Under full load two cores take over a minute to start a service, and the load goes on.
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_acknowledged_event_is_in_the_store_exactly_once()
    {
        try
        {
            await ProveAsync();
        }
        catch (Exception failure)
        {
            await ChaosReport.KeepLogsAsync(system, failure);
            throw;
        }
    }

    private async Task ProveAsync()
    {
        var settings = ChaosSettings.Read();
        var clock = TimeProvider.System;
        await system.AllHealthyAsync();
        var witness = new Witness(clock);
        using var run = new TrafficRun(system.Ready, Plan(settings), clock, witness);
        await run.BeginAsync(Cancelled);
        var database = await system.ConnectionStringAsync("metrics-db");
        var before = await Store.ReadAsync(database, Cancelled);

        using var enough = new CancellationTokenSource();
        var drive = run.DriveAsync(enough.Token, Cancelled);
        var faults = new FaultInjection(system, clock);
        await faults.RunAsync(FaultPlan.Of(settings, [.. RunningSystem.Services, .. RunningSystem.Servers]), Cancelled);
        var under = witness.Elapsed;

        // The load goes on until all is well again. Then the broker alone is away, until all is well again, and the load ends.
        await Quiet.HealthyAsync(system, RecoveryLimit, Cancelled);
        var outage = await Outage.RunAsync(system, faults, witness, settings.Outage, Cancelled);
        await Quiet.HealthyAsync(system, RecoveryLimit, Cancelled);
        await enough.CancelAsync();
        await drive.WaitAsync(RecoveryLimit, clock, Cancelled);
        run.Tally.AllAcknowledged.ShouldBeTrue($"something was never acknowledged: {run.Tally.Refusal ?? run.Tally.LastTrouble}");
        var sums = await run.CountAsync(Cancelled);
        await Quiet.NothingWaitsAsync(system, RecoveryLimit, Cancelled);
        var comparison = Comparison.Of(witness.Events, before, await Store.ReadAsync(database, Cancelled));
        ChaosReport.Publish("chaos", ChaosReport.Of(settings, system, comparison, faults, witness, under, outage));

        comparison.AddsUp.ShouldBeTrue(comparison.Explain());
        outage.Of(witness).Where(Outage.IsRefused).Select(attempt => $"{attempt.Kind} {attempt.Status} after {attempt.Took}").ShouldBeEmpty();
        sums.AddsUp.ShouldBeTrue(sums.ToString()); // as the public summary says it, uploads and publications included
        comparison.Acknowledged.ShouldBeGreaterThanOrEqualTo(settings.LeastAcknowledged);
        faults.Count(FaultKind.Kill).ShouldBe(settings.Kills);
        faults.Count(FaultKind.Pause).ShouldBe(settings.Pauses);
        faults.Count(FaultKind.Outage).ShouldBe(1);
        faults.Count(FaultKind.FullDisk).ShouldBe(system.Disk.Disk is null ? 0 : settings.FullDisks);
    }

    /// <summary>Many events in flight, short ways between them.</summary>
    private static TrafficPlan Plan(ChaosSettings settings) => new()
    {
        Duration = TimeSpan.FromHours(1),
        DrainLimit = TimeSpan.FromMinutes(2),
        CountLimit = TimeSpan.FromMinutes(2),
        Seed = settings.Seed,
        Visitors = settings.Visitors,
        MatchingShare = 0.9,
        ClickShare = 0.6,
        TapShare = 0.4,
        Pace = TimeSpan.FromSeconds(0.6),
        WebhookPace = TimeSpan.FromMilliseconds(100),
        Uploads = settings.Long ? 4 : 1,
    };
}
