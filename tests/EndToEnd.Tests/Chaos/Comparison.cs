namespace EndToEnd.Tests.Chaos;

/// <summary>Every event that was acknowledged against what is in the store: there exactly once, and in every rollup.</summary>
/// <param name="Sent">Events of the run.</param>
/// <param name="Acknowledged">Those whose sender was told that they are durable.</param>
/// <param name="Counted">Those that stand in the store.</param>
/// <param name="Duplicates">Seen by the store again and dropped, during the run.</param>
/// <param name="Lost">Acknowledged and not there.</param>
/// <param name="Twice">There more than once.</param>
/// <param name="Foreign">There and never sent.</param>
/// <param name="Differing">Rollups that are not the sum of the raw events.</param>
internal sealed record Comparison(
    int Sent, int Acknowledged, int Counted, long Duplicates, IReadOnlyList<string> Lost, IReadOnlyList<string> Twice, IReadOnlyList<string> Foreign, IReadOnlyList<RollupSum> Differing)
{
    public bool AddsUp => Lost.Count == 0 && Twice.Count == 0 && Foreign.Count == 0 && Differing.Count == 0;

    /// <param name="events">What was sent, and whether it was acknowledged.</param>
    /// <param name="before">The store before the run.</param>
    /// <param name="after">The store after it.</param>
    public static Comparison Of(IReadOnlyDictionary<string, bool> events, Store before, Store after)
    {
        var old = before.Events.ToHashSet(StringComparer.Ordinal);
        var counted = after.Events.Where(name => !old.Contains(name)).ToList();
        var distinct = counted.ToHashSet(StringComparer.Ordinal);
        return new(
            events.Count,
            events.Count(entry => entry.Value),
            distinct.Count,
            after.Duplicates - before.Duplicates,
            [.. events.Where(entry => entry.Value && !distinct.Contains(entry.Key)).Select(entry => entry.Key)],
            [.. after.Events.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key)],
            [.. distinct.Where(name => !events.ContainsKey(name))],
            [.. after.Sums.Where(sum => sum.Sum != sum.Events)]);
    }

    public string Explain() => string.Join('\n', new[]
    {
        Few("lost", Lost), Few("twice", Twice), Few("counted and never sent", Foreign),
        Few("rollups that differ", [.. Differing.Select(sum => $"{sum.Rollup}: {sum.Sum} instead of {sum.Events}")]),
    }.OfType<string>());

    private static string? Few(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? null : $"{what}: {names.Count}, such as {string.Join(", ", names.Take(5))}";
}
