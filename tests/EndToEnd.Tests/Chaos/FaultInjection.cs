using System.Collections.Concurrent;
using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Chaos;

/// <summary>Carries a plan out, and leaves nobody stopped and the disk as it was.</summary>
internal sealed class FaultInjection(RunningSystem system, TimeProvider clock)
{
    private static readonly TimeSpan TopUp = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<(FaultKind Kind, string Resource), int> _injected = [];

    public IReadOnlyDictionary<(FaultKind Kind, string Resource), int> Injected => _injected;

    public int Count(FaultKind kind) => _injected.Where(entry => entry.Key.Kind == kind).Sum(entry => entry.Value);

    public async Task RunAsync(IReadOnlyList<Fault> plan, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var under = new List<Task>();
        foreach (var fault in plan)
        {
            var wait = fault.At - clock.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, cancellationToken);
            under.Add(fault.Kind switch
            {
                FaultKind.Kill => KillAsync(fault),
                FaultKind.Pause => PauseAsync(fault, cancellationToken),
                FaultKind.FullDisk => FillAsync(fault, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(plan)),
            });
        }

        await Task.WhenAll(under);
    }

    /// <summary>Who is away already can't be killed; then it hits the next one who runs.</summary>
    private Task KillAsync(Fault fault)
    {
        if (From(fault.Resource).FirstOrDefault(system.TryKill) is { } hit)
            Note(FaultKind.Kill, hit);
        return Task.CompletedTask;
    }

    private async Task PauseAsync(Fault fault, CancellationToken cancellationToken)
    {
        foreach (var resource in From(fault.Resource))
        {
            if (system.Pause(resource) is not { } stopped)
                continue;
            try
            {
                Note(FaultKind.Pause, resource);
                await Task.Delay(fault.Lasts, clock, cancellationToken);
            }
            finally
            {
                Processes.GoOn(stopped);
            }

            return;
        }
    }

    private async Task FillAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (system.Disk.Disk is not { } disk)
            return;
        try
        {
            Note(FaultKind.FullDisk, "");
            var started = clock.GetTimestamp();
            using var timer = new PeriodicTimer(TopUp, clock);
            do
            {
                disk.Fill();
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            while (clock.GetElapsedTime(started) < fault.Lasts);
        }
        finally
        {
            disk.MakeRoom();
        }
    }

    private static IEnumerable<string> From(string first)
    {
        var all = RunningSystem.Services.Concat(RunningSystem.Servers).ToList();
        return all.Skip(all.IndexOf(first)).Concat(all.Take(all.IndexOf(first)));
    }

    private void Note(FaultKind kind, string resource) => _injected.AddOrUpdate((kind, resource), 1, (_, count) => count + 1);
}
