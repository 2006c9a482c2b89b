namespace Banners.Matching.Concepts;

/// <summary>
/// Words by how they sound, and by what is left of a sound without one letter, under one look each. The first one under a sound stays.
/// Written once, then only read.
/// </summary>
internal sealed class SoundIndex
{
    public const int None = -1;

    private readonly HashTable<int> _first = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Sounds of whole words with their words' ids, in the order in which they were added.</summary>
    public IEnumerable<(string Sound, int Word)> Words => _entries.Where(entry => entry.Word != None).Select(entry => (entry.Sound, entry.Word));

    public void TryAddWord(string sound, int word)
    {
        if (At(sound) is var at && _entries[at].Word == None)
            _entries[at] = _entries[at] with { Word = word };
    }

    public void TryAddRemains(string sound, int word)
    {
        if (At(sound) is var at && _entries[at].Remains == None)
            _entries[at] = _entries[at] with { Remains = word };
    }

    /// <returns>The word that sounds like this, or <see cref="None"/>; what is left of which word sounds like this.</returns>
    public (int Word, int Remains) Find(ReadOnlySpan<char> sound) => Find(sound, TextHash.Of(sound));

    /// <param name="sound">See above.</param>
    /// <param name="hash">Of it, finished.</param>
    public (int Word, int Remains) Find(ReadOnlySpan<char> sound, ulong hash)
    {
        if (!_first.TryFind(hash, out var at))
            return (None, None);
        for (; at != None; at = _entries[at].Next)
        {
            if (sound.SequenceEqual(_entries[at].Sound))
                return (_entries[at].Word, _entries[at].Remains);
        }

        return (None, None);
    }

    /// <summary>The same for a sound without one of its letters.</summary>
    /// <param name="sound">All of it.</param>
    /// <param name="left">Place of the letter that is left out.</param>
    /// <param name="hash">Of the rest, finished.</param>
    public (int Word, int Remains) FindWithout(ReadOnlySpan<char> sound, int left, ulong hash)
    {
        if (!_first.TryFind(hash, out var at))
            return (None, None);
        for (; at != None; at = _entries[at].Next)
        {
            if (IsWithout(_entries[at].Sound, sound, left))
                return (_entries[at].Word, _entries[at].Remains);
        }

        return (None, None);
    }

    private int At(string sound)
    {
        var hash = TextHash.Of(sound);
        var first = _first.TryFind(hash, out var known) ? known : None;
        for (var at = first; at != None; at = _entries[at].Next)
        {
            if (string.Equals(_entries[at].Sound, sound, StringComparison.Ordinal))
                return at;
        }

        _first.Set(hash, _entries.Count);
        _entries.Add(new Entry(sound, None, None, first));
        return _entries.Count - 1;
    }

    private static bool IsWithout(ReadOnlySpan<char> rest, ReadOnlySpan<char> sound, int left) =>
        rest.Length == sound.Length - 1 && rest[..left].SequenceEqual(sound[..left]) && rest[left..].SequenceEqual(sound[(left + 1)..]);

    private readonly record struct Entry(string Sound, int Word, int Remains, int Next);
}
