using Banners.Data;

namespace Banners.Matching.Concepts;

/// <summary>A pattern whose classes are numbers: a handful of shifts and ands over the places where each class stands.</summary>
internal sealed record CompiledPattern(LiveKeyword Keyword, int Order, int[] Elements, int[] Gaps, int[] Without, bool AnyOrder, bool AtStart, bool AtEnd, int Points = 0)
{
    // A word that may stand at any distance says half as much.
    private readonly int _specificity = Gaps.Sum(gap => gap == Pattern.AnyGap ? 1 : 2);

    /// <summary>Of two that count points, the heavier names the need: one that speaks of a need, then one with more points.</summary>
    public int Weight { get; } = Points + (Keyword.Kind is null ? 0 : 10_000);

    public bool IsBetterThan(CompiledPattern? other) =>
        other is null || _specificity > other._specificity || (_specificity == other._specificity && Order < other.Order);

    public bool Matches(in Places places, int words)
    {
        foreach (var id in Elements)
        {
            if (places[id] == UInt128.Zero)
                return false;
        }

        foreach (var id in Without)
        {
            if (places[id] != UInt128.Zero)
                return false;
        }

        return (Elements.Length == 1 && !AtStart && !AtEnd) || Walk(places, words);
    }

    /// <summary>The words of a negative pattern count for no other.</summary>
    public void TakeAway(in Places places, ReadOnlySpan<int> present, int words)
    {
        Span<UInt128> found = stackalloc UInt128[Pattern.MaxElements];
        if (!Matches(places, words) || !Walk(places, words, found))
            return;
        var taken = found[Elements.Length - 1];
        for (var i = Elements.Length - 2; i >= 0; i--)
        {
            if (!AnyOrder)
                found[i] &= Before(found[i + 1], Gaps[i + 1]);
            taken |= found[i];
        }

        foreach (var id in present)
            places.TakeAway(id, taken);
    }

    private bool Walk(in Places places, int words)
    {
        Span<UInt128> found = stackalloc UInt128[Pattern.MaxElements];
        return Walk(places, words, found);
    }

    private bool Walk(in Places places, int words, Span<UInt128> found)
    {
        for (var i = 0; i < Elements.Length; i++)
        {
            found[i] = places[Elements[i]];
            if (i == 0 && AtStart)
                found[i] &= UInt128.One;
            else if (i > 0 && !AnyOrder)
                found[i] &= After(found[i - 1], Gaps[i]);
            if (i == Elements.Length - 1 && AtEnd)
                found[i] &= UInt128.One << (words - 1);
            if (found[i] == UInt128.Zero)
                return false;
        }

        return true;
    }

    private static UInt128 After(UInt128 places, int gap)
    {
        if (gap == Pattern.AnyGap)
            return ~((places & (~places + UInt128.One)) - UInt128.One) << 1;
        var reached = places << 1;
        for (var i = 0; i < gap; i++)
            reached |= reached << 1;
        return reached;
    }

    private static UInt128 Before(UInt128 places, int gap)
    {
        if (gap == Pattern.AnyGap)
            return UInt128.MaxValue;
        var reached = places >> 1;
        for (var i = 0; i < gap; i++)
            reached |= reached >> 1;
        return reached;
    }
}
