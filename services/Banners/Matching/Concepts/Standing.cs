using Banners.Data;

namespace Banners.Matching.Concepts;

/// <summary>What the points of a campaign are counted from; no search comes here, so this may allocate.</summary>
internal sealed partial class ConceptSet
{
    /// <summary>All patterns with points that stand in the text, and whether one without points does.</summary>
    public (IReadOnlyList<LiveKeyword> Counting, bool Decided) Standing(string text)
    {
        Span<UInt128> places = new UInt128[Classes];
        var reading = new Reading(this, places, new int[Classes], stackalloc int[MaxWords]);
        foreach (var word in Search.OfKeyword(text).Words)
            reading.Add(word);
        reading.FindCompounds();
        foreach (var id in reading.Present)
        {
            foreach (var pattern in _negative[id])
                pattern.TakeAway(places, reading.Present, reading.Words);
        }

        var (counting, decided) = (new List<LiveKeyword>(), false);
        foreach (var id in reading.Present)
        {
            foreach (var pattern in _deciding[id])
                decided = decided || pattern.Matches(places, reading.Words);
            foreach (var pattern in _counting[id])
            {
                if (pattern.Matches(places, reading.Words))
                    counting.Add(pattern.Keyword);
            }
        }

        return (counting, decided);
    }

    /// <summary>Whether the word is known only divided or misspelt, so that it is no word of its own.</summary>
    public bool IsGuessed(string word)
    {
        if (word.Length > SoundTable.MaxLength || Lookup(word) is not null)
            return false;
        if (LookupMisspelt(word) is not null)
            return true;
        var reading = new Reading(this, new UInt128[Classes], new int[Classes], stackalloc int[MaxWords]);
        reading.Add(word);
        return reading.Words > 1;
    }
}
