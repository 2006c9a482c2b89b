using System.Collections.Concurrent;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Chaos;

/// <summary>Carries a plan out, and leaves nobody stopped and the disk as it was.</summary>
internal sealed class FaultInjection(RunningSystem system, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<(FaultKind Kind, string Resource), int> _injected = [];

    public IReadOnlyDictionary<(FaultKind Kind, string Resource), int> Injected => _injected;

    public int Count(FaultKind kind) => _injected.Where(entry => entry.Key.Kind == kind).Sum(entry => entry.Value);

    public async Task RunAsync(IReadOnlyList<Fault> plan, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var coming = new Queue<Fault>(plan.OrderBy(fault => fault.At));
        var lasting = new List<Lasting>();
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (coming.Count > 0 || lasting.Count > 0)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                var now = clock.GetElapsedTime(started);
                foreach (var over in lasting.Where(one => one.Until <= now))
                    over.End();
                lasting.RemoveAll(one => one.Until <= now);
                foreach (var one in lasting)
                    one.Again?.Invoke();
                while (coming.TryPeek(out var next) && next.At <= now)
                {
                    if (Begin(coming.Dequeue(), now) is { } begun)
                        lasting.Add(begun);
                }
            }
        }
        finally
        {
            foreach (var one in lasting)
                one.End();
        }
    }

    private Lasting? Begin(Fault fault, TimeSpan now) => fault.Kind switch
    {
        FaultKind.Kill => Kill(fault),
        FaultKind.Pause or FaultKind.Outage => Pause(fault, now),
        FaultKind.FullDisk => Fill(fault, now),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>Who is away already can't be killed; then it hits the next one who runs.</summary>
    private Lasting? Kill(Fault fault)
    {
        if (From(fault.Resource).FirstOrDefault(system.TryKill) is { } hit)
            Note(FaultKind.Kill, hit);
        return null;
    }

    private Lasting? Pause(Fault fault, TimeSpan now)
    {
        foreach (var resource in From(fault.Resource))
        {
            if (system.Pause(resource) is not { } stopped)
                continue;
            Note(fault.Kind, resource);
            return new Lasting(now + fault.Lasts, () => Processes.GoOn(stopped));
        }

        return null;
    }

    private Lasting? Fill(Fault fault, TimeSpan now)
    {
        if (system.Disk.Disk is not { } disk)
            return null;
        Note(FaultKind.FullDisk, "");
        disk.Fill();
        // What a server gives back meanwhile is taken again.
        return new Lasting(now + fault.Lasts, disk.MakeRoom, disk.Fill);
    }

    private static IEnumerable<string> From(string first)
    {
        var all = RunningSystem.Services.Concat(RunningSystem.Servers).ToList();
        return all.Skip(all.IndexOf(first)).Concat(all.Take(all.IndexOf(first)));
    }

    private void Note(FaultKind kind, string resource) => _injected.AddOrUpdate((kind, resource), 1, (_, count) => count + 1);

    private sealed record Lasting(TimeSpan Until, Action End, Action? Again = null);
}
