using System.Runtime.CompilerServices;

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
    private const int MostSeen = 256;

    private readonly HashTable<List<int>> _remains = new();
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<List<(KeywordSet.Entry Entry, int[] Words)>> _beginning = [];

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
                        best.Offer(entry, search);
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
        foreach (var hash in Remains(word, EditsOf(word)).Select(remains => TextHash.Of(remains)).Distinct())
        {
            if (!_remains.TryFind(hash, out var ids))
                _remains.Set(hash, ids = []);
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
    [SkipLocalsInit]
    private int Find(ReadOnlySpan<char> word, Span<int> found)
    {
        Span<int> seen = stackalloc int[MostSeen];
        var taking = new Taking(word, found, seen);
        if (word.Length is < OneEdit - 1 or > Longest + 2 || Search.IsDigits(word))
        {
            Take(TextHash.Of(word), ref taking);
            return taking.Found;
        }

        Span<ulong> prefixes = stackalloc ulong[Longest + 3];
        prefixes[0] = 0;
        for (var i = 0; i < word.Length; i++)
            prefixes[i + 1] = TextHash.Append(prefixes[i], word[i]);
        var length = word.Length;
        Take(TextHash.Finish(prefixes[length]), ref taking);
        for (var i = 0; i < length; i++)
        {
            var upTo = prefixes[i];
            Take(TextHash.Finish(TextHash.Join(upTo, TextHash.Part(prefixes, i + 1, length), length - i - 1)), ref taking);
            for (var j = i + 1; length >= TwoEdits - 2 && j < length; j++)
            {
                var middle = TextHash.Join(upTo, TextHash.Part(prefixes, i + 1, j), j - i - 1);
                Take(TextHash.Finish(TextHash.Join(middle, TextHash.Part(prefixes, j + 1, length), length - j - 1)), ref taking);
            }
        }

        return taking.Found;
    }

    private void Take(ulong remains, ref Taking taking)
    {
        if (!_remains.TryFind(remains, out var ids))
            return;
        foreach (var id in ids)
        {
            if (taking.IsNew(id) && Edits(taking.Word, _words[id], EditsOf(_words[id])) <= EditsOf(_words[id]))
                taking.Take(id);
        }
    }

    /// <summary>The known words that a search's word may mean, each looked at once.</summary>
    private ref struct Taking(ReadOnlySpan<char> word, Span<int> found, Span<int> seen)
    {
        private readonly Span<int> _found = found;
        private readonly Span<int> _seen = seen;
        private int _looked;

        public ReadOnlySpan<char> Word { get; } = word;

        public int Found { get; private set; }

        public bool IsNew(int id)
        {
            if (_looked == _seen.Length || Found == _found.Length || _seen[.._looked].Contains(id))
                return false;
            _seen[_looked++] = id;
            return true;
        }

        public void Take(int id) => _found[Found++] = id;
    }

    /// <summary>Letters added, left out, replaced or exchanged with their neighbour.</summary>
    private static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        const int Row = Longest + 4;
        if (Math.Abs(a.Length - b.Length) > most)
            return int.MaxValue;
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (!a.IsEmpty && !b.IsEmpty && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.IsEmpty || b.IsEmpty)
            return Math.Max(a.Length, b.Length);
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
