namespace EndToEnd.Tests.Chaos;

internal enum FaultKind
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after a while.</summary>
    Pause,

    /// <summary>Not a byte is left on the disk of the data folder.</summary>
    FullDisk,

    /// <summary>SIGSTOP for a long time, with nothing else beside it; not part of the plan.</summary>
    Outage,
}

/// <param name="At">After the start of the load.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Resource">To whom; empty for the disk.</param>
/// <param name="Lasts">A kill is over at once; who was killed comes back when the AppHost starts him again.</param>
internal sealed record Fault(TimeSpan At, FaultKind Kind, string Resource, TimeSpan Lasts);

/// <summary>All faults of a run, decided before it begins: the same seed is the same plan.</summary>
internal static class FaultPlan
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Fault> Of(ChaosSettings settings, IReadOnlyList<string> resources)
    {
        var random = new Random(settings.Seed);
        var faults = new List<Fault>();
        Add(FaultKind.Kill, settings.Kills, () => TimeSpan.Zero);
        Add(FaultKind.Pause, settings.Pauses, () => ShortestPause + ((LongestPause - ShortestPause) * Math.Pow(random.NextDouble(), 2)));
        for (var index = 0; index < settings.FullDisks; index++)
            faults.Add(new Fault(settings.Duration * ((index + 0.5) / settings.FullDisks), FaultKind.FullDisk, "", TimeSpan.FromSeconds(settings.Long ? 12 : 4)));
        return [.. faults.OrderBy(fault => fault.At)];

        // Evenly spread with a moment of chance each, and dealt like cards: everybody gets his before anybody gets a second one.
        void Add(FaultKind kind, int count, Func<TimeSpan> lasts)
        {
            var deck = new Queue<string>();
            for (var index = 0; index < count; index++)
            {
                if (deck.Count == 0)
                    deck = new(resources.OrderBy(_ => random.Next()).ToList());
                faults.Add(new Fault(settings.Duration * ((index + random.NextDouble()) / count), kind, deck.Dequeue(), lasts()));
            }
        }
    }
}
