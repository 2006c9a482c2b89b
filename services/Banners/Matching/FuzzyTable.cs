namespace Banners.Matching;

/// <summary>
/// Keywords whose words may be misspelt: one edit in words of 5 letters and more, two from 9 on, none in words of digits. A word is
/// found by what is left of it, and of the search's word, when one or two letters are taken out; then the edits are counted.
/// </summary>
internal sealed class FuzzyTable
{
    private const int OneEdit = 5;
    private const int TwoEdits = 9;
    private const int Longest = 24;
    private const int MostFound = 32;

    private readonly Dictionary<string, List<int>> _remains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<List<(KeywordSet.Entry Entry, int[] Words)>> _beginning = [];

    public FuzzyTable() => _bySpan = _remains.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Add(KeywordSet.Entry entry)
    {
        var words = Array.ConvertAll(entry.Words, IdOf);
        _beginning[words[0]].Add((entry, words));
    }

    public void Offer(in Search search, ref KeywordSet.Best best)
    {
        if (_words.Count == 0)
            return;
        Span<int> first = stackalloc int[MostFound];
        Span<int> next = stackalloc int[MostFound];
        for (var at = 0; at < search.Words; at++)
        {
            foreach (var id in first[..Find(search.Word(at), first)])
            {
                foreach (var (entry, words) in _beginning[id])
                {
                    if (best.WouldTake(entry) && Follow(search, at, words, next))
                        best.Offer(entry.Ranked, entry.Keyword, entry.Words.Length, search);
                }
            }
        }
    }

    private bool Follow(in Search search, int at, int[] words, Span<int> found)
    {
        if (at + words.Length > search.Words)
            return false;
        for (var i = 1; i < words.Length; i++)
        {
            if (!found[..Find(search.Word(at + i), found)].Contains(words[i]))
                return false;
        }

        return true;
    }

    private int IdOf(string word)
    {
        if (_ids.TryGetValue(word, out var known))
            return known;
        var id = _ids[word] = _words.Count;
        _words.Add(word);
        _beginning.Add([]);
        foreach (var remains in Remains(word, EditsOf(word)).Distinct(StringComparer.Ordinal))
        {
            if (!_remains.TryGetValue(remains, out var ids))
                _remains[remains] = ids = [];
            ids.Add(id);
        }

        return id;
    }

    private static int EditsOf(ReadOnlySpan<char> word) =>
        Search.IsDigits(word) || word.Length > Longest ? 0 : word.Length >= TwoEdits ? 2 : word.Length >= OneEdit ? 1 : 0;

    private static IEnumerable<string> Remains(string word, int edits)
    {
        yield return word;
        for (var i = 0; edits > 0 && i < word.Length; i++)
        {
            foreach (var less in Remains(word.Remove(i, 1), edits - 1))
                yield return less;
        }
    }

    // A search's word may be shorter than the keyword's by as many letters as edits are allowed.
    private int Find(ReadOnlySpan<char> word, Span<int> found)
    {
        var count = Take(word, word, found, 0);
        if (word.Length is < OneEdit - 1 or > Longest + 2 || Search.IsDigits(word))
            return count;
        Span<char> less = stackalloc char[Longest + 2];
        Span<char> least = stackalloc char[Longest + 2];
        for (var i = 0; i < word.Length; i++)
        {
            var once = Without(word, i, less);
            count = Take(once, word, found, count);
            for (var j = i; word.Length >= TwoEdits - 2 && j < once.Length; j++)
                count = Take(Without(once, j, least), word, found, count);
        }

        return count;
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> word, int at, Span<char> room)
    {
        word[..at].CopyTo(room);
        word[(at + 1)..].CopyTo(room[at..]);
        return room[..(word.Length - 1)];
    }

    private int Take(ReadOnlySpan<char> remains, ReadOnlySpan<char> word, Span<int> found, int count)
    {
        if (!_bySpan.TryGetValue(remains, out var ids))
            return count;
        foreach (var id in ids)
        {
            if (count < found.Length && !found[..count].Contains(id) && Edits(word, _words[id]) <= EditsOf(_words[id]))
                found[count++] = id;
        }

        return count;
    }

    /// <summary>Letters added, left out, replaced or exchanged with their neighbour.</summary>
    private static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        const int Row = Longest + 4;
        if (a.SequenceEqual(b))
            return 0;
        if (a.Length >= Row || b.Length >= Row)
            return int.MaxValue;
        Span<int> rows = stackalloc int[3 * Row];
        var before = rows[..Row];
        var above = rows.Slice(Row, Row);
        var row = rows[(2 * Row)..];
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }
}
