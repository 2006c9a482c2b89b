namespace Banners.Matching.Concepts;

/// <summary>
/// Where the words of each class stand in one search: one bit a word. On the stack, and only the bit that says whether a class was met is
/// cleared for each search; the sets of a campaign are larger than a processor's cache line by the hundred.
/// </summary>
internal readonly ref struct Places
{
    private readonly Span<UInt128> _sets;
    private readonly Span<ulong> _met;

    /// <param name="sets">One for each class, with anything in them.</param>
    /// <param name="met">Room for <see cref="MetLength"/>.</param>
    public Places(Span<UInt128> sets, Span<ulong> met)
    {
        _sets = sets;
        _met = met;
        met.Clear();
    }

    public UInt128 this[int id] => IsMet(id) ? _sets[id] : UInt128.Zero;

    public static int MetLength(int classes) => (classes + 63) / 64;

    /// <returns>Whether the class is met for the first time.</returns>
    public bool Mark(int id, int place)
    {
        var first = !IsMet(id);
        if (first)
        {
            _met[id >> 6] |= 1UL << id;
            _sets[id] = UInt128.Zero;
        }

        _sets[id] |= UInt128.One << place;
        return first;
    }

    /// <param name="id">A class that was met.</param>
    /// <param name="taken">Words that count for nothing more.</param>
    public void TakeAway(int id, UInt128 taken) => _sets[id] &= ~taken;

    /// <summary>Whether a word of the class stands anywhere; it may have been taken away since.</summary>
    public bool IsMet(int id) => (_met[id >> 6] & (1UL << id)) != 0;
}
